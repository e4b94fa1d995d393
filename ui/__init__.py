"""What people see: Qt widgets and item models over services; never SQL."""
