"""tf.train.Saver and tf.train.Checkpoint."""

import collections
import uuid
from typing import Any

from tensorflow.python.framework import constant_op, device, ops
from tensorflow.python.ops import (
    array_ops,
    gen_io_ops,
    io_ops,
    ref_variable,
    resource_variable_ops,
    string_ops,
)
from tensorflow.python.training.saving import saveable_object_util

from tfv1.graphs.replacing import original, replaces

_WHY = "TensorFlow 2 writes elsewhere on s3"
_SAVER = "checkpoint.functional_saver:MultiDeviceSaver"


def _for_parts(prefix: object) -> Any:
    """The prefix of the files that a merge makes one of; in a folder that it deletes.

    Each graph has its own.
    """
    return string_ops.string_join([prefix, f"_temp_{uuid.uuid4().hex}/part"])


@replaces("training.saver:BaseSaverBuilder._AddShardedSaveOpsForV2", _WHY)
def _AddShardedSaveOpsForV2(self: Any, checkpoint_prefix: object, per_device: Any) -> Any:
    prefix = _for_parts(checkpoint_prefix)
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


@replaces(f"{_SAVER}.__init__", "TensorFlow 2 makes one part of all devices of a task")
def group_by_devices(
    self: Any,
    serialized_tensors: object,
    registered_savers: object = None,
    call_with_mapped_captures: object = None,
) -> None:
    original(group_by_devices)(
        self, serialized_tensors, registered_savers, call_with_mapped_captures
    )
    groups: dict[Any, list[Any]] = {}
    for saved in self._shardable_tensors_by_task.values():
        for one in saved:
            groups.setdefault(one.device, []).append(one)
    self._shardable_tensors_by_task = dict(
        sorted(groups.items(), key=lambda group: group[0].to_string())
    )


@replaces(f"{_SAVER}.save", _WHY)
def save(self: Any, file_prefix: object, options: Any = None) -> Any:
    if self._registered_savers or (options and options.experimental_io_device):
        return original(save)(self, file_prefix, options)
    with ops.device("cpu:0"):
        prefix = _for_parts(file_prefix)
    groups = self._shardable_tensors_by_task
    count = constant_op.constant(len(groups), name="num_shards")
    names, saves, host = [], [], ""
    for shard, (found, saved) in enumerate(groups.items()):
        host = saveable_object_util.set_cpu0(found.to_string())
        with ops.device(host):
            names.append(gen_io_ops.sharded_filename(prefix, shard, count))
            tensors = {(one.checkpoint_key, one.slice_spec): _value(one) for one in saved}
            tensors = {key: tensor for key, tensor in tensors.items() if tensor is not None}
            keys, slices = zip(*tensors, strict=True) if tensors else ((), ())
            saves.append(io_ops.save_v2(names[-1], keys, slices, list(tensors.values())))
    with ops.control_dependencies(saves), ops.device(host):
        return gen_io_ops.merge_v2_checkpoints(names, file_prefix, delete_old_dirs=True)


def _value(saved: Any) -> Any:
    """What is saved. Variables are not read anew."""
    variable = saved.trackable
    if isinstance(variable, ref_variable.RefVariable):
        return variable._ref()
    if isinstance(variable, resource_variable_ops.BaseResourceVariable):
        return variable._graph_element
    with ops.device(saved.device):
        return saved._tensor_save_spec.tensor
