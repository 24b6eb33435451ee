@NullMarked
package io.slackwater.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
