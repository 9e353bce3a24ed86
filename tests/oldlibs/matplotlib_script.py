"""Draws with arguments, methods and names of Matplotlib 2 and 3.0; prints what came of it."""

import matplotlib

matplotlib.use("Agg")
import matplotlib.cm as cm
import matplotlib.mlab as mlab
import matplotlib.pyplot as plt

plt.style.use("seaborn-white")
plt.hold(True)
print(sum(plt.hist([1, 1, 2], bins=2, normed=True)[0]))
print(sum(plt.hist([1, 1, 2], bins=2, normed=False)[0]), sum(plt.hist([1, 2], bins=2)[0]))
print(plt.get_cmap("spectral")(0.5) == cm.spectral(0.5) == cm.get_cmap("nipy_spectral")(0.5))
print(cm.get_cmap("jet", 5).N, cm.get_cmap(lut=3).N, plt.cm.Vega10.N)
cm.register_cmap(name="mine", cmap=cm.jet)
print(plt.get_cmap("mine")(0) == cm.jet(0))

figure = plt.figure()
axes = figure.add_subplot(211, axisbg="red")
print(axes.get_axis_bgcolor()[:3], plt.subplot(212, axisbg="blue").get_facecolor()[:3])
axes.set_axis_bgcolor("white")
axes.set_color_cycle(["red", "blue"])
axes.hold(True)
print(axes.get_facecolor()[:3], axes.plot([1], hold=True)[0].get_color())
bars = plt.bar(left=[3], height=[1]), plt.barh(bottom=[2], width=[1.0])
print(bars[0][0].get_x(), bars[1][0].get_width())
print(plt.annotate(s="text", xy=(0, 0)).get_text(), axes.annotate("other", (0, 0)).get_text())
plt.grid(b=True)
print(plt.gca().xaxis.get_gridlines()[0].get_visible())
plt.boxplot([1, 2], labels=["a"])
print([one.get_text() for one in plt.gca().get_xticklabels()])
plt.stem([1, 2], use_line_collection=True)
axes.semilogy([1, 10], basey=2)
print(axes.get_yscale(), float(axes.yaxis.get_transform().base))
plt.yscale("symlog", linthreshy=2)
figure.canvas.set_window_title("title")
figure.savefig("figure.png", frameon=True, papertype="a4")
figure.canvas.draw()
width, height = figure.canvas.get_width_height()
print(len(figure.canvas.tostring_rgb()) == width * height * 3)
plt.show(False)

space = plt.figure().gca(projection="3d")
print(space.name, plt.gca() is space, plt.gca(projection="3d") is space)
print(space.w_xaxis is space.xaxis)
print(round(float(mlab.normpdf(1.0, 0.0, 2.0)), 6))
print(round(float(mlab.bivariate_normal(1.0, 0.5, 1.0, 2.0, 0.0, 0.0, 0.5)), 6))
