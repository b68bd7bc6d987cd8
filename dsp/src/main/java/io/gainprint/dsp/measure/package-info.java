/// How far one sound is from another: streaming measures in constant memory.
package io.gainprint.dsp.measure;
