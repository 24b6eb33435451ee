@NullMarked
package io.slackwater.worker.watch.volumes;

import org.jspecify.annotations.NullMarked;
