@NullMarked
package io.slackwater.worker.watch;

import org.jspecify.annotations.NullMarked;
