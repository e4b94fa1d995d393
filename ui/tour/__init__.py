"""The day at the counter, driven through the real window: pictures, printed pages and a test in one."""
