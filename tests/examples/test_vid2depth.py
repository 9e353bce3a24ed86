"""The vid2depth example: registration, scanner, cloud files, the ICP op, a run of the script."""

import os
import pathlib

import numpy as np
import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

import clouds
import registration
import scene
from tests.support import loaded

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "models_examples" / "vid2depth"

TAGS = ["tx", "ty", "tz", "rx", "ry", "rz", "res_height", "loss"]


def tfv1_run(script, *arguments, cwd):
    path = os.pathsep.join(filter(None, [str(EXAMPLE), os.environ.get("PYTHONPATH")]))
    environment = dict(os.environ, PYTHONPATH=path)
    return loaded.python("-m", "tfv1", "run", script, *arguments, cwd=cwd, env=environment)


@pytest.fixture
def rng():
    return np.random.RandomState(4)


def test_motions_turn_and_come_back(rng):
    """angles() undoes rotation(), and inverse() undoes move(), also for large turns."""
    for _ in range(20):
        motion = np.concatenate([rng.normal(0, 5, 3), rng.uniform(-1.5, 1.5, 3)])
        turn = registration.rotation(motion[3:])
        np.testing.assert_allclose(turn.dot(turn.T), np.eye(3), atol=1e-12)
        np.testing.assert_allclose(registration.angles(turn), motion[3:], atol=1e-9)
        points = rng.normal(0, 10, (5, 3))
        back = registration.move(registration.move(points, motion), registration.inverse(motion))
        np.testing.assert_allclose(back, points, atol=1e-9)


def test_rotations_are_about_z_after_y_after_x():
    """A quarter turn about one axis takes the next axis to the one after it."""
    x, y, z = np.eye(3)
    quarter = np.pi / 2
    np.testing.assert_allclose(registration.rotation([quarter, 0, 0]).dot(y), z, atol=1e-12)
    np.testing.assert_allclose(registration.rotation([0, quarter, 0]).dot(z), x, atol=1e-12)
    np.testing.assert_allclose(registration.rotation([0, 0, quarter]).dot(x), y, atol=1e-12)
    np.testing.assert_allclose(registration.rotation([quarter, 0, quarter]).dot(y), z, atol=1e-12)


def test_alignment_finds_the_motion_of_paired_points(rng):
    """The motion of paired points is found exactly; pairs of weight zero do not disturb it."""
    motion = np.array([3.0, -1.0, 0.5, 0.4, -0.8, 2.5])
    source = rng.normal(0, 4, (60, 3))
    target = registration.move(source, motion)
    target[:20] = rng.normal(0, 50, (20, 3))
    weights = np.concatenate([np.zeros(20), rng.uniform(0.1, 3, 40)])
    turn, shift = registration.align(source, target, weights)
    np.testing.assert_allclose(turn, registration.rotation(motion[3:]), atol=1e-9)
    np.testing.assert_allclose(shift, motion[:3], atol=1e-9)


def test_alignment_never_mirrors(rng):
    """For a mirrored cloud, and for one in a plane, the answer is still a rotation."""
    source = rng.normal(0, 1, (30, 3))
    for target in (source * [1, 1, -1], source * [1, 1, 0]):
        turn, _ = registration.align(source, target, np.ones(30))
        assert np.linalg.det(turn) == pytest.approx(1.0)


def test_iterative_closest_point_recovers_a_motion_despite_strangers(rng):
    """Unpaired clouds are brought together; points without a counterpart keep their residual."""
    after = scene.scan(rng)
    motion = np.array([0.15, -0.1, 0.05, 0.005, -0.01, 0.02])
    known = after[rng.permutation(len(after))[:1500]]
    strangers = rng.uniform(-5, 5, (75, 3)) + [0, 0, 30]
    before = registration.move(np.concatenate([known, strangers]), registration.inverse(motion))
    found, residual, pairs = registration.closest_point_iterations(before, after, iterations=40)
    np.testing.assert_allclose(found, motion, atol=2e-3)
    np.testing.assert_allclose(registration.move(before, found) + residual, after[pairs], atol=1e-9)
    lengths = np.linalg.norm(residual, axis=1)
    assert np.median(lengths[:1500]) < 0.01 and lengths[1500:].min() > 15


def test_points_that_are_not_finite_are_refused(rng):
    """Registration of a cloud with NaN says that a lower learning rate may help."""
    points = rng.normal(0, 1, (10, 3))
    broken = np.where(np.arange(10)[:, np.newaxis] == 3, np.nan, points)
    with pytest.raises(ValueError, match="not finite; try a lower learning rate"):
        registration.closest_point_iterations(broken, points)


def test_rays_meet_ground_box_and_pole():
    """Each ray ends at the first surface on its way, at the distance geometry gives."""
    boxes = np.array([[[4.0, -1.0, 0.0], [6.0, 1.0, 3.0]], [[10.0, -1.0, 0.0], [12.0, 1.0, 9.0]]])
    poles = np.array([[0.0, 5.0, 0.5, 4.0]])
    slope = np.array([1.0, 0.0, 0.4]) / np.hypot(1.0, 0.4)  # over the first box, into the second
    rays = np.array([[1.0, 0, 0], [0, 1, 0], [-1, 0, 0], [0, 0, -1], [0, 0.6, 0.8], slope])
    expected = [4.0, 4.5, np.inf, scene.SCANNER_HEIGHT, np.inf, 10 * np.hypot(1.0, 0.4)]
    np.testing.assert_allclose(scene.cast(rays, boxes, poles), expected)


def test_a_scan_is_decided_by_its_seed_and_shows_a_street():
    """The same seed gives the same scan; there is ground, and more than one thing stands on it."""
    scan = scene.scan(np.random.RandomState(3))
    np.testing.assert_array_equal(scan, scene.scan(np.random.RandomState(3)))
    assert not np.array_equal(scan[:100], scene.scan(np.random.RandomState(5))[:100])
    assert len(scan) > 8000
    assert np.linalg.norm(scan, axis=1).max() < scene.MAX_RANGE + 0.1
    above_ground = scan[:, 2] + scene.SCANNER_HEIGHT
    assert np.mean(np.abs(above_ground) < 0.03) > 0.2
    assert np.mean(above_ground > 1.0) > 0.2
    assert above_ground.min() > -0.05


def test_the_pair_of_clouds_differs_by_the_motion_and_the_height(rng):
    """Lifted and moved by the truth, the source cloud is a part of the target cloud."""
    motion = np.array([1.0, 0.5, -0.2, 0.05, -0.1, 0.3])
    points = scene.scan(rng)
    source, standing, target = clouds.pair(points, motion, 0.2, rng, 500, 4000)
    assert (source.shape, standing.shape, target.shape) == ((500, 3), (500,), (4000, 3))
    assert 0.2 < standing.mean() < 0.8
    lifted = source + np.outer(standing, [0, 0, 0.2])
    np.testing.assert_allclose(registration.move(lifted, motion), target[:500], atol=1e-4)


def test_a_cloud_file_is_read_and_centred(tmp_path, rng):
    """Columns after the third are left out, integers are taken, the mean becomes zero."""
    points = rng.randint(0, 1000, (200, 4))
    np.save(tmp_path / "cloud.npy", points)
    cloud = clouds.load(str(tmp_path / "cloud.npy"))
    np.testing.assert_allclose(cloud, points[:, :3] - points[:, :3].mean(axis=0))


def cloud_files(folder):
    points = np.random.RandomState(0).normal(0, 1, (200, 3))
    np.save(folder / "flat.npy", points.ravel())
    np.save(folder / "narrow.npy", points[:, :2])
    np.save(folder / "few.npy", points[:99])
    np.save(folder / "words.npy", points.astype(str))
    np.save(folder / "hole.npy", np.where(points > points.max() - 1e-9, np.nan, points))
    np.savez(folder / "archive.npz", points=points)
    (folder / "text.npy").write_text("1 2 3\n4 5 6\n")
    (folder / "empty.npy").touch()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.npy", "cannot read .*missing.npy"),
        ("text.npy", "cannot read .*text.npy: .* Expected a .npy file with an N x 3 array"),
        ("empty.npy", "cannot read .*empty.npy"),
        ("archive.npz", "found an archive"),
        ("flat.npy", r"found float64 of shape \(600,\)"),
        ("narrow.npy", r"found float64 of shape \(200, 2\)"),
        ("words.npy", "expected an N x 3 array of numbers"),
        ("few.npy", "holds 99 points; registration needs at least 100"),
        ("hole.npy", "1 of the 200 points in .*hole.npy are not finite"),
    ],
)
def test_an_unusable_cloud_is_a_sentence(tmp_path, name, message):
    """A file that is not a point cloud raises a ValueError that names the file and the fault."""
    cloud_files(tmp_path)
    with pytest.raises(ValueError, match=message):
        clouds.load(str(tmp_path / name))


@pytest.fixture(scope="module")
def op(tmp_path_factory):
    folder = tmp_path_factory.mktemp("icp")
    script = pathlib.Path(__file__).with_name("icp_gradients.py")
    done = tfv1_run(script, folder / "found.npz", cwd=folder)
    assert done.returncode == 0, done.stderr[-4000:]
    return np.load(folder / "found.npz")


def test_the_op_returns_what_registration_finds(op):
    """The correction from no motion at all is the true motion, and no residual is left."""
    np.testing.assert_allclose(op["correction"], op["truth"], atol=1e-3)
    assert op["residual"].shape == op["before"].shape
    assert np.abs(op["residual"]).max() < 0.05


def test_the_correction_teaches_the_ego_motion_alone(op):
    """Its gradient is -1 as central differences have it, and nothing goes to the clouds."""
    np.testing.assert_allclose(op["jacobian"], -np.eye(6), atol=0.05)
    np.testing.assert_allclose(op["correction_by_ego_motion"], -op["correction"], rtol=1e-5)
    assert not op["correction_by_source"].any()
    assert not op["correction_by_target"].any()


def test_the_residual_teaches_the_clouds_alone(op):
    """A source point gets its residual's gradient turned back, its partner the gradient itself."""
    assert not op["residual_by_ego_motion"].any()
    turn = registration.rotation(op["truth"][3:]).dot(registration.rotation(op["turned"][3:]))
    np.testing.assert_allclose(op["residual_by_source"], -op["weights"].dot(turn), atol=5e-3)
    _, _, pairs = registration.closest_point_iterations(op["before"], op["after"], iterations=30)
    expected = np.zeros_like(op["after"])
    np.add.at(expected, pairs, op["weights"])
    np.testing.assert_allclose(op["residual_by_target"], expected, atol=1e-5)


def scalars(logdir):
    (path,) = logdir.glob("events.out.tfevents.*")
    events = EventAccumulator(str(path), size_guidance={"scalars": 0}).Reload()
    assert events.Tags()["graph"]
    found = {tag: events.Scalars(tag) for tag in events.Tags()["scalars"]}
    return {tag: ([e.step for e in found[tag]], [e.value for e in found[tag]]) for tag in found}


def test_training_finds_the_motion_and_the_height(tmp_path):
    """200 steps on a scanned street end at the truth; every step of every tag is written."""
    truth = [-0.5, 0.3, 0.1, 0.02, 0.01, -0.08]
    done = tfv1_run(
        EXAMPLE / "icp_train_demo.py",
        f"--train_dir={tmp_path / 'logs'}",
        "--ego_motion=" + ",".join(map(str, truth)),
        "--res_height=0.12",
        "--seed=3",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found = scalars(tmp_path / "logs")
    assert sorted(found) == sorted(TAGS)
    for tag in TAGS:
        assert found[tag][0] == list(range(200)), tag
    last = [found[tag][1][-1] for tag in TAGS]
    np.testing.assert_allclose(last[:7], [*truth, 0.12], atol=2e-3)
    assert last[7] < 1e-3 * found["loss"][1][0]
    assert [found[tag][1][0] for tag in TAGS[:7]] == [0.0] * 7


def test_training_takes_a_cloud_from_a_file(tmp_path, rng):
    """A saved cloud is registered as the scan is, to the default motion."""
    np.save(tmp_path / "cloud.npy", scene.scan(rng).astype(np.float32))
    done = tfv1_run(
        EXAMPLE / "icp_train_demo.py",
        f"--train_dir={tmp_path / 'logs'}",
        f"--cloud={tmp_path / 'cloud.npy'}",
        "--max_steps=60",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found = scalars(tmp_path / "logs")
    np.testing.assert_allclose([found[tag][1][-1] for tag in ("tx", "ty")], [0.6, -0.2], atol=0.02)


@pytest.mark.parametrize(
    ("flag", "sentence"),
    [
        ("--cloud=nowhere.npy", "icp_train_demo: cannot read nowhere.npy: "),
        ("--ego_motion=1,2,x", "icp_train_demo: --ego_motion takes six numbers"),
    ],
)
def test_unusable_input_ends_in_one_sentence(tmp_path, flag, sentence):
    """Wrong flags end the script with status 1, no traceback and no event file."""
    done = tfv1_run(EXAMPLE / "icp_train_demo.py", flag, "--train_dir=logs", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith(sentence)
    assert not (tmp_path / "logs").exists()
