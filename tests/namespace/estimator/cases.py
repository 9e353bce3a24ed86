"""Estimators with known weights: what they train, evaluate, predict, save and write.

python tests/namespace/estimator/cases.py tests/golden/namespace/estimator.json   # on 1.15.5
tfv1 run tests/namespace/estimator/cases.py obtained.json
"""

import glob
import json
import os
import shutil
import sys
import tempfile

import numpy as np
import tensorflow as tf

X = np.sin(np.arange(96.0)).reshape(32, 3).astype("float32")
Y = X.sum(axis=1, keepdims=True) + 0.5


def inputs(repeat=True):
    return tf.estimator.inputs.numpy_input_fn(
        {"x": X}, Y, batch_size=8, num_epochs=None if repeat else 1, shuffle=False
    )


def model_fn(features, labels, mode, params):
    weights = tf.constant_initializer(0.1)
    hidden = tf.layers.dense(
        features["x"], 4, tf.nn.relu, kernel_initializer=weights, name="hidden"
    )
    hidden = tf.layers.batch_normalization(hidden, training=mode == tf.estimator.ModeKeys.TRAIN)
    answer = tf.layers.dense(hidden, 1, kernel_initializer=weights)
    predictions = {"answer": answer}
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(
            mode, predictions, export_outputs={"y": tf.estimator.export.PredictOutput(predictions)}
        )
    loss = tf.losses.mean_squared_error(labels, answer)
    tf.summary.scalar("own_loss", loss)
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        step = tf.train.get_global_step()
        train_op = tf.train.AdamOptimizer(params["rate"]).minimize(loss, global_step=step)
    return tf.estimator.EstimatorSpec(
        mode,
        predictions,
        loss,
        train_op,
        {"error": tf.metrics.mean_absolute_error(labels, answer)},
    )


def numbers(metrics):
    return {key: float(value) for key, value in sorted(metrics.items())}


def saved(folder):
    return [[name, shape] for name, shape in tf.train.list_variables(folder)]


def written(folder):
    """Kind, tag and step of every event, by file, in order.

    Not when the summaries of training are written: a thread that fills the queue of the input may
    run a part of a step, and the hook then reads the step after it has been increased.
    """
    files = sorted(glob.glob(os.path.join(folder, "**", "events.*"), recursive=True))
    rows = []
    for file in files:
        rows.append([os.path.dirname(os.path.relpath(file, folder))])
        for event in tf.train.summary_iterator(file):
            kind = event.WhichOneof("what")
            tags = [v.tag for v in event.summary.value if "/sec" not in v.tag]
            row = [kind, None if "own_loss" in tags else event.step] + sorted(tags)
            if row[1] is not None or row not in rows[-1]:
                rows[-1].append(row)
    return rows


def custom(folder):
    config = tf.estimator.RunConfig(save_summary_steps=5, save_checkpoints_steps=10)
    estimator = tf.estimator.Estimator(model_fn, folder, config, {"rate": 0.05})
    result = tf.estimator.train_and_evaluate(
        estimator,
        tf.estimator.TrainSpec(inputs(), max_steps=20),
        tf.estimator.EvalSpec(inputs(repeat=False), steps=None, throttle_secs=0),
    )
    feature = {"x": tf.placeholder(tf.float32, [None, 3])}
    serving = tf.estimator.export.build_raw_serving_input_receiver_fn(feature)
    export = estimator.export_saved_model(os.path.join(folder, "export"), serving)
    predicted = estimator.predict(inputs(repeat=False))
    return {
        "evaluated": numbers(result[0]),
        "predicted": [float(next(predicted)["answer"][0]) for _ in range(4)],
        "saved": saved(folder),
        "written": written(folder),
        "exported": sorted(os.listdir(export.decode())),
    }


def canned(folder, make):
    columns = [tf.feature_column.numeric_column("x", shape=[3])]
    estimator = make(columns, folder)
    seen = []

    class Hook(tf.train.SessionRunHook):
        def after_run(self, context, values):
            seen.append(1)

    estimator.train(inputs(), hooks=[Hook()], steps=10)
    metrics = numbers(estimator.evaluate(inputs(repeat=False)))
    warm = make(columns, folder + "_warm", warm_start_from=folder)
    warm.train(inputs(), steps=5)
    return {
        "evaluated": metrics,
        "warm": numbers(warm.evaluate(inputs(repeat=False))),
        "saved": saved(folder),
        "hooked": len(seen),
    }


def linear(columns, folder, **options):
    return tf.estimator.LinearRegressor(columns, folder, **options)


def combined(columns, folder, **options):
    return tf.estimator.DNNLinearCombinedRegressor(
        folder, linear_feature_columns=columns, config=None, **options
    )


def main(path):
    folder = tempfile.mkdtemp()
    try:
        outcome = {
            "custom": custom(os.path.join(folder, "custom")),
            "linear": canned(os.path.join(folder, "linear"), linear),
            "combined": canned(os.path.join(folder, "combined"), combined),
        }
    finally:
        shutil.rmtree(folder)
    with open(path, "w") as file:
        json.dump(outcome, file, indent=1, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
