/// Sound files, and what makes a dry and a wet one a pair.
package io.gainprint.recordings;
