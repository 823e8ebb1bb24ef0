"""URLs as they may be shown and written down: without user, password and query, which may be nobody else's business."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, unquote, urlencode

#: A URL in a text, without the punctuation of the sentence after it. `pathlib` makes one slash of two.
_URL = re.compile(r"\b([A-Za-z][A-Za-z0-9+.-]+:/{1,3})([^\s'\"<>]*?)(?=[)\]};,.:]*(?:[\s'\"<>]|$))")
_HOST = re.compile(r"(?:\[[^\]]*\]|[^:\[\]]*)(?::\d*)?")
#: Schemes whose URLs name a machine, which may have a port. A bucket has none: what is behind its colon is a secret.
_WITH_PORTS = re.compile("ftps?|hdfs|https?|sftp|smb|ssh|tcp|tls|webhdfs|wss?", re.IGNORECASE)
#: Parts of a query that allow a reader in and say nothing of what is read: they are others every hour.
_SIGNING = re.compile(
    "x-(?:amz|goog|oss)-.+|awsaccesskeyid|googleaccessid|expires|key-pair-id|policy|sig|signature|token", re.IGNORECASE
)
#: Those that Azure sets beside `sig`.
_BESIDE_SIG = re.compile("s[eprstv]|sip|spr|srt|sk(?:e|oid|s|t|tid|v)")
#: Hexadecimal digits by which ids of URLs differ.
_DIGITS = 10
#: A shorter secret is left alone where it stands by itself: it might be a part of any word.
_SHORTEST = 4


def shown_url(name: str) -> str:
    """Return a URL without user, password, query and fragment; a path of this machine as it is."""
    scheme, found, rest = name.partition("://")
    return f"{scheme}{found}{_place(rest, scheme)}" if found else name


def without_secrets(text: str, url: str = "") -> str:
    """Return a text, such as the message of a library, with each URL in it as `shown_url` gives it.

    Of `url` the secret parts go wherever they stand: libraries quote them without the scheme, or by themselves.
    """
    for secret, instead in _secrets(url):
        text = text.replace(secret, instead)
    return _URL.sub(lambda match: match.group(1) + _place(match.group(2), match.group(1)), text)


def url_key(url: str) -> str:
    """Return what tells a URL from others, as one with another query, without its secrets."""
    shown = shown_url(url)
    return url if shown == url else f"{shown} {hashlib.sha256(url.encode('utf-8', 'surrogatepass')).hexdigest()}"


def query_key(url: str) -> str:
    """Return a few digits for the query of a URL, empty when there is none that says what is read."""
    query = url.partition("?")[2].partition("#")[0]
    parts = parse_qsl(query, keep_blank_values=True)
    if any(name == "sig" for name, _ in parts):
        parts = [part for part in parts if not _BESIDE_SIG.fullmatch(part[0])]
    kept = sorted(part for part in parts if not _SIGNING.fullmatch(part[0]))
    return hashlib.sha256(urlencode(kept, errors="replace").encode()).hexdigest()[:_DIGITS] if kept else ""


def _place(rest: str, scheme: str) -> str:
    """Return host and path of what is behind the slashes of a URL."""
    return re.split(r"[?#]", rest[len(_user(rest, scheme)) :], maxsplit=1)[0]


def _user(rest: str, scheme: str) -> str:
    """Return user and password, with the @ behind them, of what is behind the slashes of a URL; often nothing.

    Keys of object stores may have a slash in them that is not written as %2F.
    """
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" in host:
        return rest[: host.rindex("@") + 1]
    names_machine = _WITH_PORTS.fullmatch(scheme.rstrip(":/").rpartition(":")[2])
    is_host = _HOST.fullmatch(host) if names_machine else ":" not in host
    return rest[: rest.find("@") + 1] if not is_host else ""


def _secrets(url: str) -> Iterator[tuple[str, str]]:
    """Yield the secret parts of a URL, the longer ones first, each with what may stand in its place."""
    scheme, _, rest = url.partition("://")
    user = _user(rest, scheme)
    for whole in (user, quote(user, safe="")):
        if whole:
            yield whole, ""
    query = rest[len(user) :].partition("?")[2]
    if query:
        yield f"?{query}", ""
    values = [value.partition("=")[2] or value for value in re.split(r"[&;#]", query)]
    parts = {user[:-1], user[:-1].partition(":")[2], query, *values}
    forms = {form for part in parts for form in (part, unquote(part), quote(part, safe=""))}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        if len(form) >= _SHORTEST:
            yield form, "…"
