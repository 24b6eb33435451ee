@NullMarked
package io.slackwater.worker.watch.observe;

import org.jspecify.annotations.NullMarked;
