"""tf.distributions: densities, samples, divergences."""


def constructs(tf, t, v):
    ds = tf.distributions
    made = {
        "Normal": lambda: ds.Normal(t(3), t(3)),
        "Normal of numbers": lambda: ds.Normal(0.0, 1.0),
        "Uniform": lambda: ds.Uniform(t(3), t(3)),
        "Bernoulli": lambda: ds.Bernoulli(logits=t(3)),
        "Bernoulli of probs": lambda: ds.Bernoulli(probs=t(3)),
        "Categorical": lambda: ds.Categorical(logits=t(2, 3)),
        "Categorical of probs": lambda: ds.Categorical(probs=t(2, 3)),
        "Beta": lambda: ds.Beta(t(3), t(3)),
        "Gamma": lambda: ds.Gamma(t(3), t(3)),
        "Exponential": lambda: ds.Exponential(t(3)),
        "Laplace": lambda: ds.Laplace(t(3), t(3)),
        "StudentT": lambda: ds.StudentT(t(3), t(3), t(3)),
        "Dirichlet": lambda: ds.Dirichlet(t(2, 3)),
        "Multinomial": lambda: ds.Multinomial(4.0, logits=t(2, 3)),
    }
    table = {}

    def methods(name, make):
        table[name] = make
        table[name + " sample"] = lambda: make().sample()
        table[name + " samples"] = lambda: make().sample(4)
        table[name + " log_prob"] = lambda: make().log_prob(
            make().sample() if "Cat" in name or "Mult" in name else t(3)
        )
        table[name + " entropy"] = lambda: make().entropy()
        table[name + " mean"] = lambda: make().mean()

    for name, make in made.items():
        methods(name, make)
    for name in ("Normal", "Bernoulli", "Categorical", "Beta", "Gamma"):
        table[name + " kl"] = lambda make=made[name]: ds.kl_divergence(make(), make())
    return table
