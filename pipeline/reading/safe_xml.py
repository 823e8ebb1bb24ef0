"""XML of others, parsed so that it can do no harm: nothing is fetched, no entity is filled in."""

from __future__ import annotations

from typing import Any

_ENTITIES = "it declares entities, of which bombs are made; remove its DOCTYPE"
#: A declaration of a document type stands at the head.
_HEAD = 65_536


class XmlError(ValueError):
    """What should be XML is not, or is of a kind that is refused; the message says which."""


def parse_xml(data: bytes, *, recover: bool = False, encoding: str | None = None) -> Any:
    """Return the root of an XML document; `recover`: of what of it can be read. `encoding` is for what declares none.

    Raises XmlError for what is not well-formed, and for a document that declares entities, of which bombs are made.
    """
    from lxml import etree

    if b"<!ENTITY" in data[:_HEAD]:
        raise XmlError(_ENTITIES)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=recover,
        encoding=encoding,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise XmlError(str(error).splitlines()[0] if str(error) else "it is no XML") from error
    if root is None:
        raise XmlError("there is no element in it")
    # those of a document in UTF-16, or far from its head; none was filled in
    types = root.getroottree().docinfo.internalDTD
    if types is not None and next(types.iterentities(), None) is not None:
        raise XmlError(_ENTITIES)
    return root
