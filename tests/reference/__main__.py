"""Write the generated pages anew: ``python -m tests.reference``, part of ``make reference``."""

from tests.reference.pages import write_pages

write_pages()
