"""What people do: one function an intent. Below it: storage (all SQL), printing and jobs. No Qt."""
