"""certpress layout: what certificates will look like, before any is issued."""

from __future__ import annotations

from pathlib import Path

import click

from certpress import samples, store
from certpress.cli.workspace import Workspace, say, short
from certpress.errors import UsageError
from certpress.model import Scheme


@click.group()
def layout() -> None:
    """How certificates look (content/certificate/).

    \b
    Example:
      certpress layout preview
    """


@layout.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option("--scheme", "scheme_id", metavar="ID", help="Samples of this scheme alone.")
@click.pass_obj
def preview(workspace: Workspace, folder: Path | None, scheme_id: str | None) -> int:
    """Print samples of certificates: invented persons, each page marked SAMPLE.

    As PDF and as pictures, and cards where the body has some: a long name, Arabic, Chinese and
    Vietnamese names, every scope item with conditions. Neither a key nor the register is needed,
    and none of it is published. They lie in FOLDER, or else in credentials/samples/. What cannot be
    printed is named, an error of a template with its file and line; the exit code is then 1.

    \b
    Examples:
      certpress layout preview
      certpress layout preview /tmp/samples --scheme ndt
    """
    content = workspace.content
    target = folder or workspace.folder / "credentials" / "samples"
    if any(target.resolve().is_relative_to(one.resolve()) for one in _public(workspace)):
        raise UsageError("FOLDER", f"{short(target)} is published", "choose a folder elsewhere")
    written, problems = 0, 0
    for scheme in _chosen(workspace, scheme_id):
        made = samples.make(scheme, content.body, content.people, content.logo, workspace.today)
        for sample in made:
            for name, data in sample.files:
                store.write(target / name, data)
            written += bool(sample.files)
            if sample.name.endswith("everything") and 0 < sample.items < len(scheme.items):
                all_items = len(scheme.items)
                say(f"{sample.name}: {sample.items} of {all_items} scope items fit with conditions")
            if sample.problem:
                problems += 1
                say(f"not printed: {sample.problem}")
    say(f"{written} samples in {short(target)}/")
    return 1 if problems else 0


def _public(workspace: Workspace) -> tuple[Path, Path]:
    return workspace.site, workspace.folder / "content"


def _chosen(workspace: Workspace, scheme_id: str | None) -> list[Scheme]:
    """The newest edition of each scheme, or of one."""
    newest = {scheme.id: scheme for scheme in workspace.content.schemes}  # later ones come later
    if scheme_id is None:
        return list(newest.values())
    if scheme_id not in newest:
        hint = f"there are: {', '.join(newest)}"
        raise UsageError("--scheme", f"there is no scheme {scheme_id}", hint)
    return [newest[scheme_id]]
