"""Reading the codes on paper with a camera, where there is one."""
