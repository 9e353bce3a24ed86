"""What scripts call, with the arguments that they give: pipelines, queues, tables, text, images."""


def constructs(tf, t, v):
    data = tf.data.Dataset
    image = tf.image
    strings = tf.strings

    def then_draw(*made):
        return list(made) + [tf.random_uniform([2])]

    def once(dataset):
        return then_draw(tf.data.make_one_shot_iterator(dataset).get_next())

    def initializable(dataset):
        iterator = tf.data.make_initializable_iterator(dataset)
        return then_draw(iterator.initializer, iterator.get_next())

    def rows():
        return data.from_tensor_slices((t(None, 3), t(None, dtype=tf.int32)))

    def text(*shape):
        return t(*shape, dtype=tf.string)

    def sparse(rows=2, columns=3):
        indices = tf.constant([[0, 0], [1, 2]], tf.int64)
        return tf.SparseTensor(indices, t(2), tf.constant([rows, columns], tf.int64))

    def ragged():
        return tf.RaggedTensor.from_row_splits(t(5), tf.constant([0, 2, 5], tf.int64))

    def augmented(x, y):
        x = tf.image.random_flip_left_right(tf.reshape(x, [4, 4, 3]))
        x = tf.image.random_brightness(x, 0.2)
        x = tf.image.random_contrast(x, 0.8, 1.2)
        return tf.image.per_image_standardization(tf.clip_by_value(x, 0.0, 1.0)), y

    def images_pipeline():
        dataset = data.from_tensor_slices((t(None, 48), t(None, dtype=tf.int64)))
        dataset = dataset.shuffle(100, seed=1).map(augmented, num_parallel_calls=4)
        return initializable(dataset.batch(8).prefetch(1))

    def parsed(record):
        features = tf.parse_single_example(
            record,
            {
                "image": tf.FixedLenFeature([], tf.string, default_value=""),
                "label": tf.FixedLenFeature([1], tf.int64),
                "words": tf.VarLenFeature(tf.string),
            },
        )
        pixels = tf.decode_raw(features["image"], tf.uint8)
        return tf.cast(pixels, tf.float32) / 255.0, tf.cast(features["label"], tf.int32)

    def records_pipeline():
        dataset = tf.data.TFRecordDataset(text(None), num_parallel_reads=2)
        return initializable(
            dataset.map(parsed).padded_batch(4, ([None], [1]), drop_remainder=True)
        )

    def lines_pipeline():
        dataset = tf.data.TextLineDataset(["a", "b"]).skip(1).filter(lambda x: tf.not_equal(x, ""))
        dataset = dataset.map(lambda x: tf.decode_csv(x, [[0.0], [""], [0]], select_cols=[0, 1, 2]))
        return initializable(dataset.batch(2))

    def generated():
        dataset = data.from_generator(lambda: iter([1, 2]), tf.int32, tf.TensorShape([]))
        return initializable(dataset.batch(2))

    def windows():
        dataset = data.range(20).window(4, shift=2, drop_remainder=True)
        return once(dataset.flat_map(lambda x: x.batch(4)))

    def reduced():
        return then_draw(data.range(5).reduce(tf.constant(0, tf.int64), lambda a, x: a + x))

    def reinitializable():
        iterator = tf.data.Iterator.from_structure(tf.int64, tf.TensorShape([None]))
        train = iterator.make_initializer(data.range(10).shuffle(5).batch(2), name="train")
        test = iterator.make_initializer(data.range(4).batch(2))
        return then_draw(train, test, iterator.get_next())

    def feedable():
        handle = text()
        iterator = tf.data.Iterator.from_string_handle(handle, tf.int64, [])
        other = data.range(3).make_one_shot_iterator()
        return then_draw(iterator.get_next(), other.string_handle())

    def sampled():
        parts = [data.range(3).repeat(), data.range(5).repeat()]
        return once(tf.data.experimental.sample_from_datasets(parts, [0.3, 0.7], seed=2))

    def grouped():
        return once(
            data.range(10).apply(
                tf.data.experimental.group_by_window(
                    lambda x: x % 2, lambda key, group: group.batch(3), window_size=3
                )
            )
        )

    def bucketed():
        dataset = data.range(10).map(lambda n: tf.fill([n], 1))
        return once(
            dataset.apply(
                tf.data.experimental.bucket_by_sequence_length(tf.size, [3, 6], [4, 2, 1])
            )
        )

    def applied(transformation, dataset=None):
        return lambda: once((dataset or (lambda: data.range(10)))().apply(transformation()))

    def pyfunc():
        function = lambda x: (x * 2).astype("float32")  # noqa: E731
        y = tf.py_func(function, [t(2)], tf.float32, stateful=False)
        y.set_shape([2])
        return then_draw(y)

    def queued(make):
        def build():
            queue = make()
            put = queue.enqueue([t(3)], name="put")
            many = queue.enqueue_many([t(4, 3)])
            return then_draw(put, many, queue.dequeue(), queue.size(), queue.close())

        return build

    def batched(make):
        return lambda: then_draw(make([t(3), tf.constant(1)]))

    def produced():
        names = tf.train.string_input_producer(["a", "b"], num_epochs=2, shuffle=True, seed=3)
        key, value = tf.TFRecordReader().read(names)
        return then_draw(key, tf.train.shuffle_batch([value], 4, 100, 10, num_threads=2))

    def read_files():
        names = tf.train.string_input_producer(tf.train.match_filenames_once("*.csv"))
        _, line = tf.TextLineReader(skip_header_lines=1).read(names)
        return then_draw(tf.decode_csv(line, [[1.0], [0]], field_delim=";"))

    def sliced():
        return then_draw(tf.train.slice_input_producer([t(4, 3), t(4)], shuffle=False))

    def hash_table():
        initializer = tf.lookup.KeyValueTensorInitializer(["a", "b"], [1, 2], value_dtype=tf.int64)
        table = tf.lookup.StaticHashTable(initializer, -1)
        return then_draw(table.lookup(text(None)), table.size(), tf.tables_initializer())

    def vocabulary():
        initializer = tf.lookup.KeyValueTensorInitializer(["a", "b"], tf.constant([0, 1], tf.int64))
        table = tf.lookup.StaticVocabularyTable(initializer, 3)
        return then_draw(table.lookup(tf.constant(["a", "z"])), tf.tables_initializer())

    def dense_columns():
        column = tf.feature_column
        age = column.numeric_column("age", shape=2, normalizer_fn=lambda x: x / 10.0)
        job = column.categorical_column_with_vocabulary_list("job", ["a", "b"])
        code = column.categorical_column_with_hash_bucket("code", 10)
        columns = [
            age,
            column.indicator_column(job),
            column.embedding_column(code, 3),
            column.bucketized_column(column.numeric_column("size"), [0.0, 1.0]),
        ]
        features = {"age": t(2, 2), "job": text(2, 1), "code": text(2, 1), "size": t(2, 1)}
        return then_draw(column.input_layer(features, columns))

    def linear_columns():
        column = tf.feature_column
        crossed = column.crossed_column(["a", "b"], 10)
        features = {"a": text(2, 1), "b": text(2, 1)}
        return then_draw(column.linear_model(features, [crossed]))

    def checked():
        x = t(None, 3)
        checks = [
            tf.assert_rank(x, 2, message="rank"),
            tf.assert_equal(tf.shape(x)[1], 3, data=[x], summarize=2),
            tf.assert_non_negative(x),
            tf.assert_less_equal(tf.reduce_max(x), 1.0),
            tf.assert_type(x, tf.float32),
        ]
        with tf.control_dependencies([check for check in checks if check is not None]):
            return then_draw(tf.identity(x))

    def summarized():
        x = t(2, 3)
        tf.summary.scalar("loss", tf.reduce_mean(x), collections=["mine"])
        tf.summary.histogram("x", x)
        tf.summary.image("image", t(2, 4, 4, 3), max_outputs=1)
        tf.summary.text("text", text())
        return then_draw(tf.summary.merge_all() is None, tf.summary.merge_all("mine") is None)

    def saved():
        v(3)
        saver = tf.train.Saver(max_to_keep=2, var_list=tf.global_variables(), name="saver")
        return then_draw(saver.saver_def.save_tensor_name == "")

    def split_words():
        words = tf.string_split(["a b", "c"], " ")
        return then_draw(tf.sparse_tensor_to_dense(words, default_value=""))

    def number_strings():
        return then_draw(tf.string_to_number(text(2)), tf.as_string(t(2), precision=2))

    def spectrogram():
        spectrum = tf.abs(tf.signal.stft(t(2, 64), 16, 8, fft_length=16, pad_end=True))
        weights = tf.signal.linear_to_mel_weight_matrix(5, 9, 8000, 80.0, 3800.0)
        mel = tf.tensordot(spectrum, weights, 1)
        return then_draw(tf.signal.mfccs_from_log_mel_spectrograms(tf.log(mel + 1e-6)))

    def looped():
        numbers = data.range(3).map(
            lambda i: (
                tf.while_loop(lambda j: j < 9, lambda j: j + 1, [i]),
                tf.random_uniform([2]),
            )
        )
        return once(numbers)

    def threaded():
        options = tf.data.Options()
        options.experimental_threading.private_threadpool_size = 1
        options.experimental_threading.max_intra_op_parallelism = 1
        return once(data.range(3).with_options(options))

    parse = tf.data.experimental.parse_example_dataset
    feature = {"x": tf.FixedLenFeature([2], tf.float32)}
    csv = tf.data.experimental.CsvDataset
    to_device = tf.data.experimental.prefetch_to_device
    return {
        "loop in a map": looped,
        "options of threads": threaded,
        "CsvDataset": lambda: then_draw(once(csv("lines", [tf.float32, [1]], header=True))),
        "parse_example_dataset": lambda: once(
            tf.data.TFRecordDataset("records").batch(2).apply(parse(feature))
        ),
        "prefetch_to_device": lambda: once(data.range(3).apply(to_device("/cpu:0"))),
        "images pipeline": images_pipeline,
        "records pipeline": records_pipeline,
        "lines pipeline": lines_pipeline,
        "from_generator": generated,
        "windows": windows,
        "reduce": reduced,
        "reinitializable": reinitializable,
        "feedable": feedable,
        "sample_from_datasets": sampled,
        "group_by_window": grouped,
        "bucket_by_sequence_length": bucketed,
        "rows shuffled": lambda: initializable(rows().shuffle(10).batch(4)),
        "rows repeated": lambda: initializable(rows().repeat(3).batch(4, drop_remainder=True)),
        "rows of dict": lambda: once(data.from_tensor_slices({"x": [[1.0], [2.0]], "y": [1, 2]})),
        "zip of three": lambda: once(data.zip((data.range(3), (data.range(3), data.range(3))))),
        "interleave": lambda: once(
            data.from_tensor_slices(["a", "b"]).interleave(
                tf.data.TextLineDataset, cycle_length=2, block_length=1, num_parallel_calls=2
            )
        ),
        "cache in file": lambda: once(data.range(3).cache("file").take(2).skip(1)),
        "py_func in map": lambda: once(
            data.range(3).map(lambda x: tf.py_func(lambda y: y, [x], tf.int64))
        ),
        "prefetch to device": lambda: initializable(
            data.range(3).prefetch(tf.data.experimental.AUTOTUNE)
        ),
        "shuffle_and_repeat": applied(lambda: tf.data.experimental.shuffle_and_repeat(5, 2, 3)),
        "map_and_batch": applied(
            lambda: tf.data.experimental.map_and_batch(lambda x: x * 2, 4, drop_remainder=True)
        ),
        "parallel_interleave": applied(
            lambda: tf.data.experimental.parallel_interleave(
                data.range, cycle_length=2, sloppy=True
            )
        ),
        "ignore_errors": applied(tf.data.experimental.ignore_errors),
        "unbatch": applied(tf.data.experimental.unbatch, lambda: data.range(4).batch(2)),
        "dense_to_sparse_batch": applied(
            lambda: tf.data.experimental.dense_to_sparse_batch(2, [4]),
            lambda: data.range(3).map(lambda n: tf.fill([n], n)),
        ),
        "enumerate_dataset": applied(lambda: tf.data.experimental.enumerate_dataset(3)),
        "scan_dataset": applied(
            lambda: tf.data.experimental.scan(tf.constant(0, tf.int64), lambda s, x: (s + x, s))
        ),
        "rejection_resample": applied(
            lambda: tf.data.experimental.rejection_resample(
                lambda x: tf.cast(x % 2, tf.int32), [0.5, 0.5], seed=1
            )
        ),
        "rejection_resample of known shares": applied(
            lambda: tf.data.experimental.rejection_resample(
                lambda x: tf.cast(x % 3, tf.int32), [0.5, 0.3, 0.2], [0.4, 0.3, 0.3]
            )
        ),
        "rejection_resample of pairs": lambda: once(
            data.zip((data.range(9), data.range(9))).apply(
                tf.data.experimental.rejection_resample(
                    lambda x, y: tf.cast(y % 2, tf.int32), [0.5, 0.5]
                )
            )
        ),
        "filter and draw": lambda: once(
            data.range(9).filter(lambda x: tf.random_uniform([]) < 0.5).batch(2)
        ),
        "py_func": pyfunc,
        "FIFOQueue": queued(lambda: tf.FIFOQueue(10, tf.float32, shapes=[3])),
        "RandomShuffleQueue": queued(lambda: tf.RandomShuffleQueue(10, 2, [tf.float32], [[3]])),
        "RandomShuffleQueue seed": queued(
            lambda: tf.RandomShuffleQueue(10, 2, [tf.float32], [[3]], seed=4, shared_name="q")
        ),
        "PaddingFIFOQueue": queued(lambda: tf.PaddingFIFOQueue(10, [tf.float32], [[None]])),
        "PriorityQueue": lambda: then_draw(
            tf.PriorityQueue(10, [tf.float32], [[]]).enqueue([tf.constant(1, tf.int64), t()])
        ),
        "batch": batched(lambda tensors: tf.train.batch(tensors, 4, num_threads=2)),
        "batch smaller": batched(
            lambda tensors: tf.train.batch(tensors, 4, allow_smaller_final_batch=True)
        ),
        "batch dynamic": lambda: then_draw(
            tf.train.batch({"x": t(None), "y": tf.constant(1)}, 4, dynamic_pad=True)
        ),
        "shuffle_batch": batched(
            lambda tensors: tf.train.shuffle_batch(tensors, 4, 50, 10, seed=2)
        ),
        "maybe_batch": batched(lambda tensors: tf.train.maybe_batch(tensors, t() > 0, 4)),
        "input producer": produced,
        "csv files": read_files,
        "slice_input_producer": sliced,
        "range_input_producer": lambda: then_draw(tf.train.range_input_producer(5).dequeue()),
        "hash table": hash_table,
        "vocabulary table": vocabulary,
        "dense columns": dense_columns,
        "linear columns": linear_columns,
        "assertions": checked,
        "summaries": summarized,
        "saver": saved,
        "string_split": split_words,
        "number strings": number_strings,
        "string_join": lambda: then_draw(tf.string_join([text(2), "x"], separator="-")),
        "substr": lambda: strings.substr(text(2), [0, 1], [2, 2]),
        "regex_replace": lambda: strings.regex_replace(text(2), "a+", "b", replace_global=False),
        "string length": lambda: strings.length(text(2), unit="UTF8_CHAR"),
        "unicode": lambda: then_draw(strings.unicode_decode(text(2), "UTF-8").to_tensor()),
        "hash bucket": lambda: strings.to_hash_bucket_fast(text(2), 10),
        "reduce_join": lambda: tf.reduce_join(text(2, 3), 1, separator=" "),
        "base64": lambda: tf.decode_base64(tf.encode_base64(text(2))),
        "sparse softmax": lambda: tf.sparse_softmax(sparse()).values,
        "sparse reduce": lambda: then_draw(tf.sparse_reduce_sum(sparse(), axis=1, keep_dims=True)),
        "sparse concat": lambda: tf.sparse_concat(1, [sparse(), sparse()]).values,
        "sparse add": lambda: tf.sparse_add(sparse(), sparse()).values,
        "sparse times dense": lambda: (sparse() * t(2, 3)).values,
        "sparse slice": lambda: tf.sparse_slice(sparse(), [0, 0], [1, 3]).values,
        "sparse reset shape": lambda: tf.sparse_reset_shape(sparse(), [4, 4]).dense_shape,
        "sparse fill": lambda: tf.sparse_fill_empty_rows(sparse(), 0.0)[0].values,
        "sparse retain": lambda: tf.sparse_retain(sparse(), tf.constant([True, False])).values,
        "sparse transpose": lambda: tf.sparse_transpose(sparse()).values,
        "sparse reshape": lambda: tf.sparse_reshape(sparse(), [3, 2]).indices,
        "sparse to dense": lambda: tf.sparse_to_dense(
            [[0, 1]], [2, 3], t(1), validate_indices=False
        ),
        "sparse matmul adjoint": lambda: tf.sparse_tensor_dense_matmul(
            sparse(), t(2, 4), adjoint_a=True
        ),
        "sparse lookup": lambda: then_draw(
            tf.nn.embedding_lookup_sparse(
                v(5, 3), tf.SparseTensor([[0, 0], [1, 0]], [1, 2], [2, 1]), None, combiner="sqrtn"
            )
        ),
        "dense to sparse": lambda: then_draw(tf.where(tf.not_equal(t(2, 3), 0.0))),
        "sparse merge": lambda: (
            tf.sparse_merge(
                tf.SparseTensor([[0, 0], [1, 0]], tf.constant([1, 2], tf.int64), [2, 1]),
                sparse(),
                5,
            ).values
        ),
        "ragged to_tensor": lambda: then_draw(ragged().to_tensor()),
        "ragged reduce": lambda: then_draw(tf.reduce_sum(ragged(), axis=1)),
        "ragged concat": lambda: then_draw(tf.concat([ragged(), ragged()], axis=1).values),
        "ragged map": lambda: then_draw(tf.ragged.map_flat_values(tf.square, ragged()).values),
        "resize uint8": lambda: image.resize_images(t(2, 8, 8, 3, dtype=tf.uint8), (4, 4)),
        "resize bicubic": lambda: image.resize_bicubic(t(2, 8, 8, 3), [4, 4], align_corners=True),
        "resize of tensor": lambda: image.resize_images(t(None, None, 3), tf.shape(t(4, 4))),
        "resize nearest": lambda: image.resize_nearest_neighbor(t(2, 8, 8, 3), [16, 16]),
        "random crop of image": lambda: then_draw(tf.random_crop(t(None, None, 3), [4, 4, 3])),
        "random hue and saturation": lambda: then_draw(
            image.random_saturation(image.random_hue(t(8, 8, 3), 0.1), 0.5, 1.5)
        ),
        "random flips of batch": lambda: then_draw(
            image.random_flip_up_down(image.random_flip_left_right(t(2, 8, 8, 3)), seed=3)
        ),
        "rot90 of batch": lambda: image.rot90(t(2, 8, 8, 3), k=3),
        "rot90 of tensor": lambda: image.rot90(t(8, 8, 3), t(dtype=tf.int32)),
        "central_crop dynamic": lambda: image.central_crop(t(None, None, 3), 0.5),
        "pad to box dynamic": lambda: image.pad_to_bounding_box(t(None, None, 3), 1, 1, 20, 20),
        "crop to box of tensors": lambda: image.crop_to_bounding_box(
            t(8, 8, 3), t(dtype=tf.int32), 1, 4, 4
        ),
        "convert to uint8": lambda: image.convert_image_dtype(t(8, 8, 3), tf.uint8, saturate=True),
        "convert between integers": lambda: image.convert_image_dtype(
            t(8, 8, 3, dtype=tf.uint16), tf.uint8
        ),
        "standardize uint8": lambda: image.per_image_standardization(t(8, 8, 3, dtype=tf.uint8)),
        "decoded jpeg": lambda: image.resize_images(
            tf.image.decode_jpeg(text(), channels=3, dct_method="INTEGER_ACCURATE"), [4, 4]
        ),
        "nms with scores": lambda: image.non_max_suppression_with_scores(t(3, 4), t(3), 2),
        "nms padded": lambda: image.non_max_suppression_padded(t(3, 4), t(3), 2),
        "combined nms": lambda: image.combined_non_max_suppression(t(1, 3, 1, 4), t(1, 3, 1), 2, 2),
        "distorted box": lambda: then_draw(
            image.sample_distorted_bounding_box(
                [8, 8, 3], t(1, 1, 4), min_object_covered=0.1, area_range=(0.05, 1.0)
            )
        ),
        "ssim multiscale": lambda: image.ssim_multiscale(t(1, 176, 176, 3), t(1, 176, 176, 3), 1.0),
        "yiq": lambda: image.yiq_to_rgb(image.rgb_to_yiq(t(8, 8, 3))),
        "spectrogram": spectrogram,
        "overlap_and_add": lambda: tf.signal.overlap_and_add(t(2, 5, 8), 4),
        "inverse stft": lambda: tf.signal.inverse_stft(tf.cast(t(5, 9), tf.complex64), 16, 8),
        "dct 3": lambda: tf.signal.idct(t(2, 8), norm="ortho"),
        "hamming": lambda: tf.signal.hamming_window(t(dtype=tf.int32), periodic=False),
        "rfft padded": lambda: tf.abs(tf.signal.rfft2d(t(4, 4), [6, 6])),
    }
