"""Sixteen float32 numbers as one value in compiled code: what a processor multiplies at once.

Numba turns a loop into such operations only where it can prove that no array overlaps another one.
Here it is said outright. A processor with narrower registers uses two or four of them.

Arrays are one-dimensional and their indices aren't checked.
"""

from __future__ import annotations

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, models, register_model

from core.training.padded import LANES

FLAGS = ("reassoc", "contract")  # as for the other sums of a kernel
_VECTOR = ir.VectorType(ir.FloatType(), LANES)
_UNALIGNED = 4  # bytes: a row may begin at any float32


class Lanes(types.Type):
    """Numba's type of sixteen float32 numbers."""

    def __init__(self) -> None:
        super().__init__(name="Lanes")


lanes_type = Lanes()


@register_model(Lanes)
class LanesModel(models.PrimitiveModel):
    """They are a vector register."""

    def __init__(self, dmm, fe_type):
        super().__init__(dmm, fe_type, _VECTOR)


def _pointer(context, builder, array_type, array, index):
    """Return where sixteen numbers of an array lie."""
    view = context.make_array(array_type)(context, builder, array)
    return builder.bitcast(cgutils.gep(builder, view.data, index), _VECTOR.as_pointer())


@intrinsic
def load(_context, array, index):
    """Return array[index : index + 16]."""

    def generate(context, builder, signature, args):
        pointer = _pointer(context, builder, signature.args[0], *args)
        return builder.load(pointer, align=_UNALIGNED)

    return lanes_type(array, types.intp), generate


@intrinsic
def store(_context, array, index, lanes):
    """Write array[index : index + 16]."""

    def generate(context, builder, signature, args):
        pointer = _pointer(context, builder, signature.args[0], *args[:2])
        builder.store(args[2], pointer, align=_UNALIGNED)
        return context.get_dummy_value()

    return types.void(array, types.intp, lanes_type), generate


@intrinsic
def plus_times(_context, lanes, number, others):
    """Return lanes + number * others."""

    def generate(_context, builder, _signature, args):
        place = ir.Constant(ir.IntType(32), 0)
        one = builder.insert_element(ir.Constant(_VECTOR, ir.Undefined), args[1], place)
        everywhere = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
        number = builder.shuffle_vector(one, ir.Constant(_VECTOR, ir.Undefined), everywhere)
        return builder.fadd(args[0], builder.fmul(number, args[2], FLAGS), flags=FLAGS)

    return lanes_type(lanes_type, types.float32, lanes_type), generate


@intrinsic
def plus_product(_context, lanes, some, others):
    """Return lanes + some * others, each with each."""

    def generate(_context, builder, _signature, args):
        return builder.fadd(args[0], builder.fmul(args[1], args[2], FLAGS), flags=FLAGS)

    return lanes_type(lanes_type, lanes_type, lanes_type), generate


@intrinsic
def zeros(_context):
    """Return sixteen zeros."""

    def generate(_context, _builder, _signature, _args):
        return ir.Constant(_VECTOR, [0.0] * LANES)

    return lanes_type(), generate


@intrinsic
def total(_context, lanes):
    """Return the sum of the sixteen, by halves."""

    def generate(_context, builder, _signature, args):
        rest, count = args[0], LANES
        while count > 1:
            count //= 2
            undefined = ir.Constant(rest.type, ir.Undefined)
            halves = [
                builder.shuffle_vector(rest, undefined, _places(start, count))
                for start in (0, count)
            ]
            rest = builder.fadd(*halves, flags=FLAGS)
        return builder.extract_element(rest, ir.Constant(ir.IntType(32), 0))

    return types.float32(lanes_type), generate


def _places(start, count):
    """Return the constant that chooses so many lanes from one on."""
    return ir.Constant(ir.VectorType(ir.IntType(32), count), list(range(start, start + count)))
