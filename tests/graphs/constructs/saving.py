"""tf.train.Saver, tf.train.Checkpoint and Keras' weights, used in a session."""

import os
import tempfile


def constructs(tf, t, v):
    def in_session(use):
        """Calls `use` with the path of a new checkpoint, after variables are initialized."""
        with tempfile.TemporaryDirectory() as folder, tf.Session() as session:
            session.run(tf.global_variables_initializer())
            use(os.path.join(folder, "model"), session)

    def objects(use_resource, optimizer=False):
        w = v(2, use_resource=use_resource)
        step = tf.train.get_or_create_global_step()
        made = {"w": w, "step": step}
        if optimizer:
            made["optimizer"] = tf.train.AdamOptimizer()
            made["optimizer"].minimize(tf.reduce_sum(w * w), global_step=step)
        return tf.train.Checkpoint(**made)

    def saved(use_resource, optimizer=False):
        def use(path, session):
            checkpoint.save(path, session)
            checkpoint.save(path, session)

        checkpoint = objects(use_resource, optimizer)
        in_session(use)

    def restored(use_resource):
        def use(path, session):
            written = checkpoint.save(path, session)
            checkpoint.restore(written).assert_consumed().run_restore_ops(session)
            checkpoint.restore(written).initialize_or_restore(session)

        checkpoint = objects(use_resource, optimizer=True)
        in_session(use)

    def written():
        checkpoint = objects(True)
        in_session(lambda path, session: checkpoint.write(path, session))

    def on_devices():
        with tf.device("/cpu:0"):
            a = v(2, use_resource=True)
        checkpoint = tf.train.Checkpoint(a=a, b=v(3), c=v(2, use_resource=True))
        in_session(lambda path, session: checkpoint.save(path, session))

    def managed():
        def use(path, session):
            session.run(checkpoint.save_counter.initializer)
            manager = tf.train.CheckpointManager(checkpoint, os.path.dirname(path), 2)
            manager.save()
            checkpoint.restore(manager.latest_checkpoint).run_restore_ops()

        checkpoint = objects(True)
        in_session(use)

    def keras(save_format):
        model = tf.keras.Sequential([tf.keras.layers.Dense(2, input_shape=(3,))])
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "weights")
            model.save_weights(path, save_format=save_format)
            model.load_weights(path)

    def saver(**options):
        variables = [v(2), v(3, use_resource=True)]
        made = tf.train.Saver(variables, **options)
        in_session(lambda path, session: made.restore(session, made.save(session, path)))

    def partitioned():
        v(4, 2, partitioner=tf.fixed_size_partitioner(2))
        made = tf.train.Saver()
        in_session(lambda path, session: made.save(session, path))

    return {
        "Checkpoint": lambda: saved(False),
        "Checkpoint of resources": lambda: saved(True),
        "Checkpoint of optimizer": lambda: saved(False, optimizer=True),
        "Checkpoint restored": lambda: restored(False),
        "Checkpoint of resources restored": lambda: restored(True),
        "Checkpoint written": written,
        "Checkpoint on devices": on_devices,
        "CheckpointManager": managed,
        "Keras weights": lambda: keras("tf"),
        "Keras weights in HDF5": lambda: keras("h5"),
        "Saver": lambda: saver(),
        "Saver sharded": lambda: saver(sharded=True, max_to_keep=1),
        "Saver by name": lambda: tf.train.Saver({"a": v(2)}, name="other").as_saver_def(),
        "Saver of partitions": partitioned,
    }
