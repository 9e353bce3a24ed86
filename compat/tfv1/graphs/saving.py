"""tf.train.Saver."""

import collections
import uuid
from typing import Any

from tensorflow.python.framework import constant_op, device, ops
from tensorflow.python.ops import array_ops, gen_io_ops, string_ops
from tensorflow.python.training.saving import saveable_object_util

from tfv1.graphs.replacing import replaces


@replaces(
    "training.saver:BaseSaverBuilder._AddShardedSaveOpsForV2",
    "TensorFlow 2 writes elsewhere on s3",
)
def _AddShardedSaveOpsForV2(self: Any, checkpoint_prefix: object, per_device: Any) -> Any:
    # Each graph has its own folder for the parts, which the merge deletes.
    parts = f"_temp_{uuid.uuid4().hex}/part"
    prefix = string_ops.string_join([checkpoint_prefix, parts])
    count = constant_op.constant(len(per_device), name="num_shards")
    names, saves, last = [], [], None
    for shard, (last, saveables) in enumerate(per_device):
        with ops.device(saveable_object_util.set_cpu0(last)):
            name = self.sharded_filename(prefix, shard, count)
            names.append(name)
            saves.append(self._AddSaveOps(name, saveables))
    with (
        ops.control_dependencies([save.op for save in saves]),
        ops.device(saveable_object_util.set_cpu0(last)),
    ):
        merged = gen_io_ops.merge_v2_checkpoints(names, checkpoint_prefix, delete_old_dirs=True)
        with ops.control_dependencies([merged]):
            return array_ops.identity(checkpoint_prefix)


@replaces("training.saver:BaseSaverBuilder._GroupByDevices", "1.15 read resources for their device")
def _GroupByDevices(self: object, saveables: Any) -> Any:
    groups = collections.defaultdict(list)
    for saveable in saveables:
        found = {device.canonical_name(spec.tensor.device) for spec in saveable.specs}
        if len(found) != 1:
            raise ValueError(
                f"All tensors of a saveable object must be on the same device: {saveable.name}"
            )
        groups[found.pop()].append(saveable)
    return sorted(groups.items(), key=lambda group: group[0])


@replaces(
    "ops.resource_variable_ops:BaseResourceVariable.read_value_no_copy", "1.15 had only read_value"
)
def read_value_no_copy(self: Any) -> Any:
    return self.read_value()
