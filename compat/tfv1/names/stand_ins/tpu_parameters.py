"""tf.tpu.experimental: how TensorFlow 1.15's TPU embedding optimized its tables.

Models are configured with these before it is known whether they run on a TPU.
"""


class _OptimizationParameters:
    def __init__(
        self,
        learning_rate: float,
        use_gradient_accumulation: bool,
        clip_weight_min: float | None,
        clip_weight_max: float | None,
    ) -> None:
        self.learning_rate = learning_rate
        self.use_gradient_accumulation = use_gradient_accumulation
        self.clip_weight_min = clip_weight_min
        self.clip_weight_max = clip_weight_max


class StochasticGradientDescentParameters(_OptimizationParameters):
    """Plain gradient descent."""

    def __init__(
        self,
        learning_rate: float,
        clip_weight_min: float | None = None,
        clip_weight_max: float | None = None,
    ) -> None:
        super().__init__(learning_rate, False, clip_weight_min, clip_weight_max)


class AdagradParameters(_OptimizationParameters):
    """Adagrad."""

    def __init__(
        self,
        learning_rate: float,
        initial_accumulator: float = 0.1,
        use_gradient_accumulation: bool = True,
        clip_weight_min: float | None = None,
        clip_weight_max: float | None = None,
    ) -> None:
        if initial_accumulator <= 0:
            raise ValueError("Adagrad initial_accumulator must be positive")
        super().__init__(learning_rate, use_gradient_accumulation, clip_weight_min, clip_weight_max)
        self.initial_accumulator = initial_accumulator


class AdamParameters(_OptimizationParameters):
    """Adam, by default the lazy one, which moves the rows of a batch only."""

    def __init__(
        self,
        learning_rate: float,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-08,
        lazy_adam: bool = True,
        sum_inside_sqrt: bool = True,
        use_gradient_accumulation: bool = True,
        clip_weight_min: float | None = None,
        clip_weight_max: float | None = None,
    ) -> None:
        for name, beta in (("beta1", beta1), ("beta2", beta2)):
            if not 0.0 <= beta < 1.0:
                raise ValueError(f"{name} must be between 0. and 1; got {beta}.")
        if epsilon <= 0.0:
            raise ValueError(f"epsilon must be positive; got {epsilon}.")
        if not use_gradient_accumulation and not lazy_adam:
            raise ValueError("When disabling Lazy Adam, gradient accumulation must be used.")
        super().__init__(learning_rate, use_gradient_accumulation, clip_weight_min, clip_weight_max)
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.lazy_adam = lazy_adam
        self.sum_inside_sqrt = sum_inside_sqrt
