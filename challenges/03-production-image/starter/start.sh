#!/bin/sh
echo "Starting the service"
gunicorn app:app --bind 0.0.0.0:8000 --workers 2
