import pathlib
import sys

LAB = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(LAB), str(LAB.parents[1] / "support" / "cluster")]
