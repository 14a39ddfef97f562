"""Training files: spec texts, worked examples, preference pairs and recall cards, with their dataset card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.compiler.dataset import front_matter, has_parquet
from specdsl.compiler.output import Output
from specdsl.compiler.render import render
from specdsl.compiler.trace import bare
from specdsl.compiler.training.decided import decided_examples
from specdsl.compiler.training.examples import example_datasets, preference_dataset
from specdsl.compiler.training.files import ROOT, dataset_outputs
from specdsl.compiler.training.recall import recall_dataset
from specdsl.compiler.training.spec import spec_dataset
from specdsl.diagnostics.model import Diagnostic, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from specdsl.compiler.context import Context
    from specdsl.compiler.dataset import Dataset


class Training:
    """JSON Lines everywhere, Parquet where pyarrow is installed."""

    name = "training"
    summary = "spec texts, worked examples, preference pairs and recall cards for fine-tuning"

    def compile(self, context: Context) -> list[Output]:
        """The files of each dataset that has rows, and the card."""
        with_parquet = has_parquet()
        if not with_parquet:
            context.findings.append(_without_parquet(context))
        datasets = [dataset for dataset in _datasets(context) if dataset.rows]
        outputs = [_card(context, datasets, with_parquet=with_parquet)]
        for dataset in datasets:
            outputs += dataset_outputs(context, dataset, with_parquet=with_parquet)
        return sorted(outputs, key=lambda output: output.path)


def _datasets(context: Context) -> Iterator[Dataset]:
    decided, left_out = decided_examples(context)
    context.findings.extend(left_out)
    yield spec_dataset(context)
    yield from example_datasets(context, decided)
    yield preference_dataset(context, decided)
    yield recall_dataset(context, context.spec_text)


def _card(context: Context, datasets: Sequence[Dataset], *, with_parquet: bool) -> Output:
    policy = context.policy
    head = front_matter(policy.title, policy.language, datasets, with_parquet=with_parquet)
    body = render(
        context,
        "training-card.j2",
        title=policy.title,
        policy=policy.name,
        version=policy.version,
        digest=context.digest,
        datasets=datasets,
        parquet=with_parquet,
    )
    return Output(f"{ROOT}/README.md", f"{head}\n{bare(body)}\n".encode())


def _without_parquet(context: Context) -> Diagnostic:
    return Diagnostic(
        rule="missing-parquet",
        level="info",
        message="the datasets are written as JSON Lines alone, because pyarrow is not installed",
        labels=(Label(context.policy.span),),
        subjects=(context.policy.name,),
        help=("install it with `pip install 'specdsl[parquet]'` to have them as Parquet too",),
    )


TARGET = Training()
