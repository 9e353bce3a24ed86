"""Reinforcement learning: actor and critic, trust regions, replay, several workers."""

import numpy as np

from tests.graphs.zoo.training import IMAGES, loop, model, tf

STATES, NEXT, REWARDS = IMAGES[:16, :4], IMAGES[:16, 4:8], IMAGES[:16, 9]


@model
def ddpg():
    s = tf.placeholder(tf.float32, [None, 4], "s")
    s_ = tf.placeholder(tf.float32, [None, 4], "s_")
    r = tf.placeholder(tf.float32, [None, 1], "r")

    def actor(state, reuse=None, custom_getter=None):
        trainable = reuse is None
        with tf.variable_scope("Actor", reuse=reuse, custom_getter=custom_getter):
            net = tf.layers.dense(state, 12, tf.nn.relu, name="l1", trainable=trainable)
            a = tf.layers.dense(net, 2, activation=tf.nn.tanh, name="a", trainable=trainable)
            return tf.multiply(a, 2.0, name="scaled_a")

    def critic(state, action, reuse=None, custom_getter=None):
        trainable = reuse is None
        with tf.variable_scope("Critic", reuse=reuse, custom_getter=custom_getter):
            w1_s = tf.get_variable("w1_s", [4, 12], trainable=trainable)
            w1_a = tf.get_variable("w1_a", [2, 12], trainable=trainable)
            b1 = tf.get_variable("b1", [1, 12], trainable=trainable)
            net = tf.nn.relu(tf.matmul(state, w1_s) + tf.matmul(action, w1_a) + b1)
            return tf.layers.dense(net, 1, trainable=trainable)

    a = actor(s)
    q = critic(s, a)
    a_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="Actor")
    c_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="Critic")
    ema = tf.train.ExponentialMovingAverage(decay=1 - 0.01)

    def ema_getter(getter, name, *args, **kwargs):
        return ema.average(getter(name, *args, **kwargs))

    target_update = [ema.apply(a_params), ema.apply(c_params)]
    a_ = actor(s_, reuse=True, custom_getter=ema_getter)
    q_ = critic(s_, a_, reuse=True, custom_getter=ema_getter)
    a_loss = -tf.reduce_mean(q)
    atrain = tf.train.AdamOptimizer(0.001).minimize(a_loss, var_list=a_params)
    with tf.control_dependencies(target_update):
        q_target = r + 0.9 * q_
        td_error = tf.losses.mean_squared_error(labels=q_target, predictions=q)
        ctrain = tf.train.AdamOptimizer(0.002).minimize(td_error, var_list=c_params)
    return loop(td_error, [atrain, ctrain], lambda i: {s: STATES, s_: NEXT, r: REWARDS[:, None]})


@model
def ddpg_action_gradients():
    state = tf.placeholder(tf.float32, [None, 4])
    action_gradient = tf.placeholder(tf.float32, [None, 2])
    target_q = tf.placeholder(tf.float32, [None, 1])
    action_in = tf.placeholder(tf.float32, [None, 2])

    def actor():
        w1 = tf.Variable(tf.random_uniform([4, 8], -0.5, 0.5))
        w2 = tf.Variable(tf.random_uniform([8, 2], -3e-3, 3e-3))
        b = tf.Variable(tf.random_uniform([2], -3e-3, 3e-3))
        return tf.nn.tanh(tf.matmul(tf.nn.relu(tf.matmul(state, w1)), w2) + b), [w1, w2, b]

    action, params = actor()
    _, targets = actor()
    update = [
        targets[i].assign(tf.multiply(params[i], 0.01) + tf.multiply(targets[i], 1.0 - 0.01))
        for i in range(len(targets))
    ]
    unnormalized = tf.gradients(action, params, -action_gradient)
    normalized = list(map(lambda g: tf.div(g, 16), unnormalized))
    optimize = tf.train.AdamOptimizer(1e-3).apply_gradients(zip(normalized, params))
    net = tf.layers.batch_normalization(tf.layers.dense(state, 8), training=True)
    t1 = tf.layers.dense(net, 6, use_bias=False)
    t2 = tf.layers.dense(action_in, 6)
    q = tf.layers.dense(tf.nn.relu(t1 + t2), 1)
    loss = tf.reduce_mean(tf.square(target_q - q))
    critic = tf.train.AdamOptimizer(1e-2).minimize(loss)
    action_grads = tf.gradients(q, action_in)
    fed = {state: STATES, action_in: NEXT[:, :2], target_q: REWARDS[:, None]}
    fed[action_gradient] = NEXT[:, 2:]
    total = loss + 0.0 * tf.reduce_sum(action_grads[0])
    return loop(total, [tf.group(critic, optimize), tf.group(*update)], lambda i: fed)


@model
def dueling_prioritized():
    s = tf.placeholder(tf.float32, [None, 4], name="s")
    s_ = tf.placeholder(tf.float32, [None, 4])
    a = tf.placeholder(tf.int32, [None])
    r = tf.placeholder(tf.float32, [None])
    done = tf.placeholder(tf.float32, [None])
    weights = tf.placeholder(tf.float32, [None], name="IS_weights")

    def noisy(t, units, name):
        size = t.get_shape().as_list()[1]
        with tf.variable_scope(name):
            mu = tf.random_uniform_initializer(minval=-1 / np.sqrt(size), maxval=1 / np.sqrt(size))
            sigma = tf.constant_initializer(0.4 / np.sqrt(size))
            p, q = tf.random_normal([size, 1]), tf.random_normal([1, units])
            f_p = tf.multiply(tf.sign(p), tf.pow(tf.abs(p), 0.5))
            f_q = tf.multiply(tf.sign(q), tf.pow(tf.abs(q), 0.5))
            w = tf.get_variable("w_mu", [size, units], initializer=mu)
            w = w + tf.multiply(
                tf.get_variable("w_sigma", [size, units], initializer=sigma), f_p * f_q
            )
            b = tf.get_variable("b_mu", [units], initializer=mu) + tf.squeeze(
                f_q
            ) * tf.get_variable("b_sigma", [units], initializer=sigma)
            return tf.matmul(t, w) + b

    def net(t, scope, reuse=False):
        with tf.variable_scope(scope, reuse=reuse):
            h = tf.contrib.layers.fully_connected(t, num_outputs=12, activation_fn=tf.nn.relu)
            advantage = noisy(h, 3, "advantage")
            value = tf.contrib.layers.fully_connected(h, num_outputs=1, activation_fn=None)
            centered = advantage - tf.expand_dims(tf.reduce_mean(advantage, 1), 1)
            return value + centered

    q, q_next = net(s, "q_func"), net(s_, "target_q_func")
    using_online = net(s_, "q_func", reuse=True)
    q_vars = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="q_func")
    t_vars = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="target_q_func")
    selected = tf.reduce_sum(q * tf.one_hot(a, 3), 1)
    best = tf.reduce_sum(q_next * tf.one_hot(tf.argmax(using_online, 1), 3), 1)
    target = r + 0.99 * (1.0 - done) * best
    td = selected - tf.stop_gradient(target)
    huber = tf.where(tf.abs(td) < 1.0, tf.square(td) * 0.5, 1.0 * (tf.abs(td) - 0.5 * 1.0))
    loss = tf.reduce_mean(weights * huber)
    optimizer = tf.train.AdamOptimizer(learning_rate=1e-2, epsilon=1e-4)
    gradients = optimizer.compute_gradients(loss, var_list=q_vars)
    for i, (grad, var) in enumerate(gradients):
        if grad is not None:
            gradients[i] = (tf.clip_by_norm(grad, 10), var)
    train = optimizer.apply_gradients(gradients)
    copies = []
    for var, var_target in zip(
        sorted(q_vars, key=lambda v: v.name), sorted(t_vars, key=lambda v: v.name)
    ):
        copies.append(var_target.assign(var))
    update = tf.group(*copies)
    eps = tf.get_variable("eps", (), initializer=tf.constant_initializer(0))
    random_actions = tf.random_uniform(tf.stack([tf.shape(s)[0]]), 0, 3, dtype=tf.int64)
    chose = tf.random_uniform(tf.stack([tf.shape(s)[0]]), 0, 1, dtype=tf.float32) < eps
    acted = tf.where(chose, random_actions, tf.argmax(q, axis=1))
    tf.cond(tf.constant(True), lambda: acted, lambda: tf.argmax(q, axis=1))
    fed = {s: STATES, s_: NEXT, a: np.arange(16) % 3, r: REWARDS}
    fed.update({done: np.zeros(16), weights: np.ones(16)})
    return loop(loss, [train, update], lambda i: fed)


@model
def a3c():
    optimizer = tf.train.RMSPropOptimizer(0.001, name="RMSPropA")
    v_target = tf.placeholder(tf.float32, [None, 1], "Vtarget")

    def build(scope):
        w_init = tf.random_normal_initializer(0.0, 0.1)
        s = tf.placeholder(tf.float32, [None, 4], "S")
        with tf.variable_scope(scope), tf.variable_scope("actor"):
            l_a = tf.layers.dense(s, 10, tf.nn.relu6, kernel_initializer=w_init, name="la")
            mu = tf.layers.dense(l_a, 1, tf.nn.tanh, kernel_initializer=w_init, name="mu")
            sigma = tf.layers.dense(l_a, 1, tf.nn.softplus, kernel_initializer=w_init, name="sig")
        with tf.variable_scope(scope + "/critic"):
            cell = tf.nn.rnn_cell.BasicRNNCell(6)
            outputs, _ = tf.nn.dynamic_rnn(
                cell=cell, inputs=tf.expand_dims(s, axis=1), time_major=True, dtype=tf.float32
            )
            v = tf.layers.dense(tf.reshape(outputs, [-1, 6]), 1, kernel_initializer=w_init)
        a_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=scope + "/actor")
        c_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=scope + "/critic")
        return s, mu, sigma, v, a_params, c_params

    with tf.device("/cpu:0"):
        _, _, _, _, g_actor, g_critic = build("Global_Net")
        feeds, trains, losses = {v_target: REWARDS[:, None]}, [], []
        for worker in ("W_0", "W_1"):
            s, mu, sigma, v, actor, critic = build(worker)
            with tf.variable_scope(worker):
                a_his = tf.placeholder(tf.float32, [None, 1], "A")
                td = tf.subtract(v_target, v, name="TD_error")
                with tf.name_scope("c_loss"):
                    c_loss = tf.reduce_mean(tf.square(td))
                normal = tf.distributions.Normal(mu * 2.0, sigma + 1e-4)
                with tf.name_scope("a_loss"):
                    log_prob = normal.log_prob(a_his)
                    exp_v = log_prob * tf.stop_gradient(td) + 0.01 * normal.entropy()
                    a_loss = tf.reduce_mean(-exp_v)
                with tf.name_scope("choose_a"):
                    tf.clip_by_value(tf.squeeze(normal.sample(1), axis=[0, 1]), -2.0, 2.0)
                with tf.name_scope("local_grad"):
                    a_grads, _ = tf.clip_by_global_norm(tf.gradients(a_loss, actor), 40.0)
                    c_grads, _ = tf.clip_by_global_norm(tf.gradients(c_loss, critic), 40.0)
                with tf.name_scope("sync"):
                    pairs = zip(actor + critic, g_actor + g_critic)
                    pull = [local.assign(glob) for local, glob in pairs]
                    trains.append(optimizer.apply_gradients(zip(a_grads, g_actor)))
                    trains.append(optimizer.apply_gradients(zip(c_grads, g_critic)))
                    trains.append(tf.group(*pull))
            feeds.update({s: STATES if worker == "W_0" else NEXT, a_his: NEXT[:, :1]})
            losses.append(a_loss + c_loss)
    return loop(tf.add_n(losses), trains, lambda i: feeds)


@model
def trust_region():
    ob = tf.placeholder(tf.float32, [None, 4])
    act = tf.placeholder(tf.int32, [None])
    adv = tf.placeholder(tf.float32, [None])
    tangent = tf.placeholder(tf.float32, [None])

    def policy(name):
        with tf.variable_scope(name):
            h = tf.layers.dense(
                ob, 6, tf.nn.tanh, kernel_initializer=tf.contrib.layers.xavier_initializer()
            )
            return tf.layers.dense(h, 3, kernel_initializer=tf.random_normal_initializer(0, 0.1))

    new, old = policy("pi"), policy("oldpi")

    def kl(p, q):
        a0 = p - tf.reduce_max(p, axis=-1, keepdims=True)
        a1 = q - tf.reduce_max(q, axis=-1, keepdims=True)
        ea0, ea1 = tf.exp(a0), tf.exp(a1)
        z0 = tf.reduce_sum(ea0, axis=-1, keepdims=True)
        z1 = tf.reduce_sum(ea1, axis=-1, keepdims=True)
        return tf.reduce_sum(ea0 / z0 * (a0 - tf.log(z0) - a1 + tf.log(z1)), axis=-1)

    meankl = tf.reduce_mean(kl(old, new))
    neglogp = [
        tf.nn.softmax_cross_entropy_with_logits_v2(logits=p, labels=tf.one_hot(act, 3))
        for p in (new, old)
    ]
    surrogate = tf.reduce_mean(tf.exp(neglogp[1] - neglogp[0]) * adv)
    var_list = tf.trainable_variables("pi")
    flat = tf.concat([tf.reshape(g, [-1]) for g in tf.gradients(surrogate, var_list)], axis=0)
    klgrads = tf.gradients(meankl, var_list)
    shapes = [v.get_shape().as_list() for v in var_list]
    start, tangents = 0, []
    for shape in shapes:
        size = int(np.prod(shape))
        tangents.append(tf.reshape(tangent[start : start + size], shape))
        start += size
    gvp = tf.add_n([tf.reduce_sum(g * t) for g, t in zip(klgrads, tangents)])
    fvp = tf.concat([tf.reshape(g, [-1]) for g in tf.gradients(gvp, var_list)], axis=0)
    direction = flat + 0.1 * fvp
    start, steps = 0, []
    for v, shape in zip(var_list, shapes):
        size = int(np.prod(shape))
        steps.append(tf.assign_add(v, 0.05 * tf.reshape(direction[start : start + size], shape)))
        start += size
    gumbel = -tf.log(-tf.log(tf.random_uniform(tf.shape(new))))
    tf.argmax(new + gumbel, axis=-1)
    copies = [o.assign(n) for o, n in zip(tf.trainable_variables("oldpi"), var_list)]
    loss = surrogate + meankl
    fed = {ob: STATES, act: np.arange(16) % 3, adv: REWARDS}
    fed[tangent] = np.sin(np.arange(sum(int(np.prod(shape)) for shape in shapes)))
    return loop(loss, [tf.group(*steps), tf.group(*copies)], lambda i: fed)


@model
def soft_actor_critic():
    x = tf.placeholder(tf.float32, (None, 4))
    x2 = tf.placeholder(tf.float32, (None, 4))
    a = tf.placeholder(tf.float32, (None, 2))
    r = tf.placeholder(tf.float32, (None,))
    d = tf.placeholder(tf.float32, (None,))

    def mlp(t, sizes, activation=tf.nn.relu, output=None):
        for h in sizes[:-1]:
            t = tf.layers.dense(t, units=h, activation=activation)
        return tf.layers.dense(t, units=sizes[-1], activation=output)

    def likelihood(t, mu, log_std):
        pre = -0.5 * (((t - mu) / (tf.exp(log_std) + 1e-8)) ** 2 + 2 * log_std + np.log(2 * np.pi))
        return tf.reduce_sum(pre, axis=1)

    def actor_critic(state, action):
        with tf.variable_scope("pi"):
            net = mlp(state, [10, 10], tf.nn.relu, tf.nn.relu)
            mu = tf.layers.dense(net, 2)
            log_std = tf.layers.dense(net, 2, activation=tf.tanh)
            log_std = -20 + 0.5 * (2 - -20) * (log_std + 1)
            pi = mu + tf.random_normal(tf.shape(mu)) * tf.exp(log_std)
            logp = likelihood(pi, mu, log_std)
            pi = tf.tanh(pi)
            clipped = tf.stop_gradient((tf.clip_by_value(1 - pi**2, 0.0, 1.0) - (1 - pi**2)))
            logp -= tf.reduce_sum(tf.log(1 - pi**2 + clipped + 1e-6), axis=1)

        def q_of(scope, reuse, acted):
            with tf.variable_scope(scope, reuse=reuse):
                return tf.squeeze(mlp(tf.concat([state, acted], axis=-1), [10, 1]), axis=1)

        q1, q1_pi = q_of("q1", None, action), q_of("q1", True, pi)
        q2, q2_pi = q_of("q2", None, action), q_of("q2", True, pi)
        with tf.variable_scope("v"):
            v = tf.squeeze(mlp(state, [10, 1]), axis=1)
        return logp, q1, q2, q1_pi, q2_pi, v

    with tf.variable_scope("main"):
        logp, q1, q2, q1_pi, q2_pi, v = actor_critic(x, a)
    with tf.variable_scope("target"):
        v_targ = actor_critic(x2, a)[-1]
    q_backup = tf.stop_gradient(r + 0.99 * (1 - d) * v_targ)
    v_backup = tf.stop_gradient(tf.minimum(q1_pi, q2_pi) - 0.2 * logp)
    pi_loss = tf.reduce_mean(0.2 * logp - q1_pi)
    value_loss = 0.5 * tf.reduce_mean((q_backup - q1) ** 2)
    value_loss += 0.5 * tf.reduce_mean((q_backup - q2) ** 2)
    value_loss += 0.5 * tf.reduce_mean((v_backup - v) ** 2)

    def get_vars(scope):
        return [var for var in tf.global_variables() if scope in var.name]

    train_pi = tf.train.AdamOptimizer(1e-3).minimize(pi_loss, var_list=get_vars("main/pi"))
    value_params = get_vars("main/q") + get_vars("main/v")
    with tf.control_dependencies([train_pi]):
        train_value = tf.train.AdamOptimizer(1e-3).minimize(value_loss, var_list=value_params)
    with tf.control_dependencies([train_value]):
        target_update = tf.group(
            [
                tf.assign(v_t, 0.99 * v_t + (1 - 0.99) * v_m)
                for v_m, v_t in zip(get_vars("main"), get_vars("target"))
            ]
        )
    fed = {x: STATES, x2: NEXT, a: NEXT[:, :2] * 0.5, r: REWARDS, d: np.zeros(16)}
    return loop(value_loss, target_update, lambda i: fed)


@model
def baselines_ppo():
    ob = tf.placeholder(tf.uint8, [None, 12, 12, 2], "Ob")
    a = tf.placeholder(tf.int32, [None])
    adv, ret, old_neglogp, old_v = (tf.placeholder(tf.float32, [None]) for _ in range(4))
    masks = tf.placeholder(tf.float32, [8])
    states = tf.placeholder(tf.float32, [2, 12])

    def ortho_init(scale=1.0):
        def _ortho_init(shape, dtype, partition_info=None):
            shape = tuple(shape)
            # Not np.linalg.svd, as they had it: its last digits, and signs, are LAPACK's.
            drawn = np.random.normal(0.0, 1.0, (int(np.prod(shape[:-1])), shape[-1]))
            drawn = scale * drawn / np.sqrt(np.sum(drawn**2, axis=0))
            return drawn.reshape(shape).astype(np.float32)

        return _ortho_init

    def conv(t, scope, nf, rf, stride, init_scale=1.0):
        with tf.variable_scope(scope):
            nin = t.get_shape()[3].value
            w = tf.get_variable("w", [rf, rf, nin, nf], initializer=ortho_init(init_scale))
            b = tf.get_variable("b", [1, nf, 1, 1], initializer=tf.constant_initializer(0.0))
            b = tf.reshape(b, [1, 1, 1, nf])
            return b + tf.nn.conv2d(t, w, strides=[1, stride, stride, 1], padding="VALID")

    def fc(t, scope, nh, init_scale=1.0):
        with tf.variable_scope(scope):
            nin = t.get_shape()[1].value
            w = tf.get_variable("w", [nin, nh], initializer=ortho_init(init_scale))
            return tf.matmul(t, w) + tf.get_variable("b", [nh])

    def lstm(xs, ms, s, scope, nh):
        nin = xs[0].get_shape()[1].value
        with tf.variable_scope(scope):
            wx = tf.get_variable("wx", [nin, nh * 4], initializer=ortho_init(1.0))
            wh = tf.get_variable("wh", [nh, nh * 4], initializer=ortho_init(1.0))
            b = tf.get_variable("b", [nh * 4], initializer=tf.constant_initializer(0.0))
        c, h = tf.split(axis=1, num_or_size_splits=2, value=s)
        for idx, (t, m) in enumerate(zip(xs, ms)):
            c, h = c * (1 - m), h * (1 - m)
            z = tf.matmul(t, wx) + tf.matmul(h, wh) + b
            i, f, o, u = tf.split(axis=1, num_or_size_splits=4, value=z)
            c = tf.nn.sigmoid(f) * c + tf.nn.sigmoid(i) * tf.tanh(u)
            h = tf.nn.sigmoid(o) * tf.tanh(c)
            xs[idx] = h
        return xs, tf.concat(axis=1, values=[c, h])

    with tf.variable_scope("ppo2_model", reuse=tf.AUTO_REUSE):
        scaled = tf.cast(ob, tf.float32) / 255.0
        h = tf.nn.relu(conv(scaled, "c1", 4, 4, 2, init_scale=np.sqrt(2)))
        h = tf.reshape(h, [-1, np.prod([v.value for v in h.get_shape()[1:]])])
        h = tf.nn.relu(fc(h, "fc1", 8, np.sqrt(2)))
        xs = [
            tf.squeeze(v, [1])
            for v in tf.split(axis=1, num_or_size_splits=4, value=tf.reshape(h, [2, 4, 8]))
        ]
        ms = tf.split(tf.reshape(masks, [2, 4]), 4, axis=1)
        hs, _ = lstm(xs, ms, states, "lstm1", 6)
        h5 = tf.reshape(tf.concat(axis=1, values=hs), [-1, 6])
        pi, vf = fc(h5, "pi", 3, 0.01), fc(h5, "v", 1)[:, 0]
        uniform = tf.random_uniform(tf.shape(pi), dtype=pi.dtype)
        tf.argmax(pi - tf.log(-tf.log(uniform)), axis=-1)
    neglogpac = tf.nn.softmax_cross_entropy_with_logits_v2(logits=pi, labels=tf.one_hot(a, 3))
    a0 = pi - tf.reduce_max(pi, axis=-1, keepdims=True)
    ea0 = tf.exp(a0)
    z0 = tf.reduce_sum(ea0, axis=-1, keepdims=True)
    entropy = tf.reduce_mean(tf.reduce_sum(ea0 / z0 * (tf.log(z0) - a0), axis=-1))
    clipped = old_v + tf.clip_by_value(vf - old_v, -0.2, 0.2)
    vf_loss = 0.5 * tf.reduce_mean(tf.maximum(tf.square(vf - ret), tf.square(clipped - ret)))
    ratio = tf.exp(old_neglogp - neglogpac)
    pg = tf.maximum(-adv * ratio, -adv * tf.clip_by_value(ratio, 1.0 - 0.2, 1.0 + 0.2))
    loss = tf.reduce_mean(pg) - entropy * 0.01 + vf_loss * 0.5
    tf.reduce_mean(tf.to_float(tf.greater(tf.abs(ratio - 1.0), 0.2)))
    params = tf.trainable_variables("ppo2_model")
    trainer = tf.train.AdamOptimizer(learning_rate=1e-3, epsilon=1e-5)
    grads, var = zip(*trainer.compute_gradients(loss, params))
    grads, _ = tf.clip_by_global_norm(grads, 0.5)
    train = trainer.apply_gradients(list(zip(grads, var)))
    pixels = (np.arange(8 * 288).reshape(8, 12, 12, 2) * 37 % 256).astype("uint8")
    fed = {ob: pixels, a: np.arange(8) % 3, masks: np.zeros(8), states: np.zeros((2, 12))}
    fed.update({adv: REWARDS[:8], ret: REWARDS[8:], old_neglogp: np.ones(8), old_v: REWARDS[:8]})
    return loop(loss, train, lambda i: fed)
