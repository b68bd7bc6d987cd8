"""A filter in a loop over samples, differentiated by PyTorch: ns per sample, with all gradients.

Arguments: the order, the number of samples.
"""

import sys
import time

import torch

order, length = int(sys.argv[1]), int(sys.argv[2])
torch.set_num_threads(1)
random = torch.Generator().manual_seed(order)


def noise(count):
    return torch.rand(count, generator=random, dtype=torch.float64) * 2 - 1


x, cotangent = noise(length).requires_grad_(), noise(length)
b = noise(order + 1).requires_grad_()
a = (noise(order) * 0.95 / max(order, 1)).requires_grad_()

start = time.perf_counter()
xs, bs, taps = x.unbind(), b.unbind(), a.unbind()
state = [x.new_zeros(()) for _ in range(order + 1)]
y = []
for n in range(length):
    out = bs[0] * xs[n] + state[0]
    for k in range(1, order + 1):
        state[k - 1] = bs[k] * xs[n] - taps[k - 1] * out + state[k]
    y.append(out)
(torch.stack(y) * cotangent).sum().backward()
print(f"{(time.perf_counter() - start) / length * 1e9:.1f}")
