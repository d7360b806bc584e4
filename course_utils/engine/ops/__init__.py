"""The operations: each file is one idea, each function a formula with its derivative, built with `node`."""
