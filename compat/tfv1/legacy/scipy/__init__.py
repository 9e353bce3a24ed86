"""What SciPy 1.1 had and has no equivalent today.

misc         images: imread, imresize, imsave and the rest of `scipy.misc`
derivatives  `scipy.misc.derivative` and `central_diff_weights`
distance     `scipy.spatial.distance.wminkowski`
integrate    `scipy.integrate.simps`
interpolate  `scipy.interpolate.interp1d`, for input that is rejected today
optimize     `scipy.optimize.minimize`, for functions of float32
special      `scipy.special.sph_harm`
stats        `scipy.stats.itemfreq`, `binom_test` and `median_absolute_deviation`
wavelets     `scipy.signal.ricker` and `cwt`
"""
