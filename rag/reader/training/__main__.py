"""``python -m rag.reader.training --prose DIR --policy FILE --held-out FILE --samples DIR --out DIR``: data in, model out.

Stopped and started again, it goes on from the last checkpoint in the folder of output.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Annotated

import typer

# Threads that wait by spinning take the time of those that work when the cores are shared. Read when torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("GOMP_SPINCOUNT", "0")


def main(
    prose: Annotated[Path, typer.Option(help="Folder of CMRC 2018 and DRCD, SQuAD-style JSON.")],
    policy: Annotated[Path, typer.Option(help="The policy questions (NCPPolicies), JSON lines.")],
    held_out: Annotated[Path, typer.Option(help="List of the policy documents that are never learnt.")],
    samples: Annotated[Path, typer.Option(help="Folder of sample notices.")],
    out: Annotated[Path, typer.Option(help="Folder of checkpoints, loss curves and the model.")],
    turn: Annotated[
        int, typer.Option(min=1, help="Steps of general reading before the first of policy.")
    ] = 120,
    onward: Annotated[
        Path | None, typer.Option(help="A model to go on from; it is taught the last stage alone.")
    ] = None,
    halved: Annotated[
        bool, typer.Option("--bfloat16/--float32", help="What is computed with; see which is faster.")
    ] = True,
    threads: Annotated[int, typer.Option(min=1, help="Threads of torch.")] = 2,
) -> None:
    """Train the reader and write ``model.onnx`` with its hash."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    import torch

    from rag.reader.training.recipe import Material
    from rag.reader.training.run import make_model

    torch.set_num_threads(threads)
    digest = make_model(
        Material(prose, policy, held_out, samples),
        out,
        turn,
        onward=onward,
        numbers=torch.bfloat16 if halved else torch.float32,
    )
    typer.echo(f"{out / 'model.onnx'} {digest}")


if __name__ == "__main__":
    typer.run(main)
