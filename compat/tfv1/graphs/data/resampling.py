"""The nodes of rejection_resample, which 1.15 built from a dataset of the elements' classes."""

from typing import Any

from tensorflow.python.data.experimental.ops import interleave_ops
from tensorflow.python.data.ops import dataset_ops
from tensorflow.python.framework import ops
from tensorflow.python.ops import array_ops, cond, logging_ops, math_ops, random_ops

from tfv1.graphs.replacing import replaces

_Dataset = dataset_ops.DatasetV1


@replaces(
    "data.ops.dataset_ops:DatasetV2.rejection_resample",
    "TensorFlow 2 maps the class onto each element only once they are rejected",
)
def rejection_resample(
    self: Any,
    class_func: object,
    target_dist: object,
    initial_dist: object = None,
    seed: object = None,
    name: str | None = None,
) -> Any:
    target = ops.convert_to_tensor(target_dist, name="target_dist")
    classes = self.map(class_func)
    mixed = dataset_ops._calculate_acceptance_probs_with_mixing
    of_original = None  # the share of elements that are taken as they come, where it is known
    if initial_dist is None:
        initial = dataset_ops._estimate_initial_dist_ds(target, classes)
        both = initial.map(lambda probabilities: mixed(probabilities, target))
        accepted = both.map(lambda acceptance, _: acceptance)
        original_share = both.map(lambda _, share: share)
    else:
        known = ops.convert_to_tensor(initial_dist, name="initial_dist")
        parts = known, *mixed(known, target)
        initial, accepted, original_share = (_Dataset.from_tensors(x).repeat() for x in parts)
        of_original = dataset_ops._get_prob_original_static(known, target)
    filtered = _filtered(self, accepted, initial, classes, seed).prefetch(3)
    if of_original == 0:
        return filtered
    labelled = _Dataset.zip((classes, self))
    if of_original == 1:
        return labelled
    weights = original_share.map(lambda share: [(share, 1.0 - share)])
    return interleave_ops.sample_from_datasets_v1([labelled, filtered], weights, seed)


def _filtered(dataset: Any, accepted: Any, initial: Any, classes: Any, seed: object) -> Any:
    """Pairs of class and element, without those that are rejected.

    The names of the functions become those of nodes.
    """

    def maybe_warn_on_large_rejection(acceptance: Any, probabilities: Any) -> Any:
        rejected = math_ops.reduce_sum((1 - acceptance) * probabilities)
        return cond.cond(
            math_ops.less(rejected, 0.5),
            lambda: acceptance,
            lambda: logging_ops.Print(
                acceptance,
                [rejected, probabilities, acceptance],
                message="Proportion of examples rejected by sampler is high: ",
                summarize=100,
                first_n=10,
            ),
        )

    def _gather_and_copy(label: Any, acceptance: Any, element: Any) -> Any:
        return label, array_ops.gather(acceptance, label), element

    accepted = _Dataset.zip((accepted, initial)).map(maybe_warn_on_large_rejection)
    weighed = _Dataset.zip((classes, accepted, dataset)).map(_gather_and_copy)
    kept = weighed.filter(lambda _, share, __: random_ops.random_uniform([], seed=seed) < share)
    return kept.map(lambda label, _, element: (label, element))
