"""The layers: operations that own their weights, with Keras' names, arguments and weight shapes."""
