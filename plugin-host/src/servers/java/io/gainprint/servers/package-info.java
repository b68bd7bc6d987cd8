/// Sound servers without sound cards, for tests: each test starts its own and ends it.
package io.gainprint.servers;
