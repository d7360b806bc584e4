"""The exercises, one module a lesson; `practice.get` imports a module when one of its exercises is asked for."""
