"""How a demo keeps its passwords: they are printed on its sign-in page, so nothing is gained by making them slow to try."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class DemoHasher(Argon2PasswordHasher):
    """Argon2 with the least it can be asked for; a real system asks for more and hashes anew at the next sign-in."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
