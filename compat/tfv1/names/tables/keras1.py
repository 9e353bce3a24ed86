"""Arguments of Keras 1, which the keras package took up to 2.3, and tf.keras never did."""

_OF_METHODS = (
    "max_q_size nb_epoch nb_val_samples nb_worker pickle_safe samples_per_epoch val_samples"
)
_OF_LAYERS = (
    "U_regularizer W_constraint W_regularizer b_constraint b_regularizer beta_init border_mode "
    "consume_less dim_ordering dropout_U dropout_W filter_length gamma_init init inner_activation "
    "inner_init input nb_col nb_filter nb_row output output_dim p pool_length sigma stride "
    "subsample subsample_length"
)
# Of fit, fit_generator and the like. Nothing else has arguments of these names.
OF_METHODS = frozenset(_OF_METHODS.split())
# Of layers and models. `output_dim` is still an argument of Embedding.
OF_LAYERS = frozenset(_OF_LAYERS.split())
# They took the rows and the columns of a kernel as numbers: today the columns would be strides.
OF_TWO_NUMBERS = frozenset({"Conv2D", "Convolution2D", "SeparableConv2D", "SeparableConvolution2D"})
