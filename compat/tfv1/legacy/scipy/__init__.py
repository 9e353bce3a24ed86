"""What SciPy 1.1 had and has no equal today.

misc         images: imread, imresize, imsave and the rest of `scipy.misc`
derivatives  `scipy.misc.derivative` and `central_diff_weights`
integrate    `scipy.integrate.simps`
interpolate  `scipy.interpolate.interp1d`, as far as it is refused today
"""
