"""A grown index built whole again, in a process of its own: `python -m index.compaction HOME ENCODER FOLDER…`.

Until it is done, and if it is killed, the grown one serves. What is added or removed meanwhile is
kept: it is put beside the new base before that takes the place of the old.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.building import (
    EMBEDDERS,
    Embedders,
    Site,
    extend,
    load_origins,
    prepare_base,
    site_of,
)
from index.contents import load_contents, place
from index.locks import is_locked, only_builder, try_lock
from index.persistence import (
    COMPACTING_PREFIX,
    current_generation,
    new_generation_name,
    read_manifest,
)

logger = logging.getLogger(__name__)

LOCK_NAME = "compacting.lock"
_CHECKOUT = Path(__file__).resolve().parent.parent
_NICENESS = 10


def start_compaction(
    documents: Sequence[Path], *, home: Path, encoder: str | None, folder: Path
) -> None:
    """Start building the index in `folder` whole, unless that is being done already."""
    if is_locked(folder / LOCK_NAME):
        return
    logger.info("索引在后台重新整理，其间照常可用。")
    names = [os.fspath(path.absolute()) for path in (home, *documents)]
    process = subprocess.Popen(
        [sys.executable, "-m", "index.compaction", names[0], encoder or "", *names[1:]],
        cwd=_CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, daemon=True).start()  # or it would stay as a zombie


def compact_library(
    documents: Sequence[Path],
    *,
    home: Path,
    encoder: str | None = None,
    embedders: Embedders = EMBEDDERS,
) -> bool:
    """Build an index whole from what it holds, and put it in the place of the grown one.

    Returns:
        Whether that was done; it is not where another process does it, or where the index is of
        another program or encoder and has to be built anew anyway.

    Raises:
        PolicyQAError: there is no index, or it is damaged, or the data home cannot be written.
    """
    site = site_of(documents, home, encoder)
    with try_lock(site.folder / LOCK_NAME) as is_ours:
        if not is_ours:
            return False
        for left in site.folder.glob(f"{COMPACTING_PREFIX}*/"):
            shutil.rmtree(left)
        folder = site.folder / f"{COMPACTING_PREFIX}{new_generation_name()}"
        try:
            return _compact(site, embedders, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _compact(site: Site, embedders: Embedders, folder: Path) -> bool:
    generation = current_generation(site.folder)
    if not _is_of(site, generation):
        return False
    known = load_contents(generation)
    origins = {one.id: one for one in known.documents() if one.id is not None}
    parsed = load_origins(tuple(origins), origins, generation)
    base = prepare_base(site, embedders, parsed, progress=False)
    folder.mkdir()
    contents = base.write(folder, known.files)
    with only_builder(site.folder):
        current = current_generation(site.folder)
        if not _is_of(site, current):
            return False
        now = load_contents(current)
        files, missing = place(now.files, contents)
        held = {one.id: one for one in now.documents() if one.id is not None}
        fresh = load_origins(missing, held, current)
        # It holds the files as the index in use has read them, not as they may be by now.
        recipe = replace(site.recipe, corpus_hash=read_manifest(current).corpus_hash)
        same = replace(site, recipe=recipe)
        extend(same, embedders, files=files, fresh=fresh, old=folder, known=contents)
    return True


def _is_of(site: Site, generation: Path) -> bool:
    """Tell whether this program and encoder have built a generation."""
    manifest = read_manifest(generation)
    return site.recipe.has_read(manifest) and site.recipe.has_embedded(manifest)


if __name__ == "__main__":
    os.nice(_NICENESS)
    compact_library(
        [Path(name) for name in sys.argv[3:]], home=Path(sys.argv[1]), encoder=sys.argv[2] or None
    )
