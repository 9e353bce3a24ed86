"""Ops of tf.contrib whose C++ kernels are gone, written with TensorFlow's ops.

Each is a function that takes the op's inputs and attributes by name. If the op had a gradient, it
follows from the ops used here.
"""

_HERE = __name__

# Op -> where its function is.
OPS = {
    "AdjustHsvInYiq": f"{_HERE}.image:adjust_hsv_in_yiq",
    "BipartiteMatch": f"{_HERE}.bipartite_match:bipartite_match",
    "GatherTree": f"{_HERE}.gather_tree:gather_tree",
    "ImageConnectedComponents": f"{_HERE}.image:connected_components",
    "ImageProjectiveTransform": f"{_HERE}.image:projective_transform",
    "MaskedMatmul": f"{_HERE}.small:masked_matmul",
    "ObtainNext": f"{_HERE}.small:obtain_next",
    "Resampler": f"{_HERE}.resampler:resampler",
    "ResamplerGrad": f"{_HERE}.resampler:resampler_grad",
    "SkipGramGenerateCandidates": f"{_HERE}.skip_gram:candidates",
    "SparseFeatureCross": f"{_HERE}.sparse_feature_cross:cross",
    "SparseFeatureCrossV2": f"{_HERE}.sparse_feature_cross:keyed_cross",
    "WALSComputePartialLhsAndRhs": f"{_HERE}.wals:partial_lhs_and_rhs",
    "ZeroInitializer": f"{_HERE}.small:zero_initializer",
    "ZeroVarInitializer": f"{_HERE}.small:zero_resource_initializer",
}
