@NullMarked
package io.slackwater.benchmarks;

import org.jspecify.annotations.NullMarked;
