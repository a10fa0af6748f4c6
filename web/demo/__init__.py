"""The demo phone: what a demo person would see, plainly marked; absent from production."""
