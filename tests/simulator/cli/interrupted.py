"""A program that runs a command and presses Ctrl-C a second after the command listens for it."""

INTERRUPTED = """
import os, signal, sys, threading, time

def interrupt():
    while signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        time.sleep(0.01)
    time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=interrupt, daemon=True).start()
from simulator.cli.app import main
main(sys.argv[1:])
"""
