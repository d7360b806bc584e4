"""How networks whose weights lie on the shelf are built in Keras: one module each, named like the set."""
