"""The commands `comunicado lexicon check` and `list`: what the rules know, and own entries for it."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.app import FAILED, USAGE, Debug, app, echo_data, errors, fail, note

lexicon = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Look at what the rules know, and check own entries."
)
app.add_typer(lexicon, name="lexicon", epilog="Example: comunicado lexicon list people --find Lavrov")

#: The option of commands that process articles.
LexiconFolder = Annotated[
    str | None,
    typer.Option("--lexicon", metavar="DIR", help="Folder with own lexicon entries, in files such as people.csv."),
]


@lexicon.command("check", epilog="Example: comunicado lexicon check my-lexicon")
def check(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder with files such as people.csv.")],
    debug: Debug = False,
) -> None:
    """Look a folder of own entries through.

    Names file, line and mistake, and says what the entries would do. The exit code is 1 when something is wrong.
    """
    with errors(debug):
        from pipeline.knowledge.columns import mistakes
        from pipeline.knowledge.own_entries import effects, read_own

        own = read_own(folder)
        found = mistakes(own)
        for message in found:
            note(message)
        if found:
            fail(
                f"{folder}: {len(found)} mistake{'s' if len(found) > 1 else ''}; nothing of it can be used yet", FAILED
            )
        for line in effects(own):
            typer.echo(line)


@lexicon.command("list", epilog="Example: comunicado lexicon list people --find Lavrov")
def list_(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="One lexicon; all when none is given.")] = None,
    find: Annotated[
        str | None, typer.Option("--find", metavar="TEXT", help="Entries with this text, as CSV to copy from.")
    ] = None,
    folder: LexiconFolder = None,
    debug: Debug = False,
) -> None:
    """List the lexicons, the columns of one, or entries.

    Accents and capitals do not matter for --find.
    """
    with errors(debug):
        from pipeline.knowledge.columns import described_lexicons
        from pipeline.knowledge.lexicon import using
        from pipeline.knowledge.listing import columns_listing, entries_listing, lexicons_listing
        from pipeline.knowledge.own_entries import load_lexicon

        if name is not None and name not in described_lexicons():
            fail(f"there is no lexicon '{name}': comunicado lexicon list shows them", USAGE)
        with using(load_lexicon(folder)):
            if find:
                listing = entries_listing([name] if name else list(described_lexicons()), find)
            else:
                listing = columns_listing(name) if name else lexicons_listing()
        if find and not listing:
            fail(f"no entry has '{find}'", FAILED)
        echo_data(listing)
