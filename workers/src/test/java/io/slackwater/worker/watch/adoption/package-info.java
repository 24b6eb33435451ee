@NullMarked
package io.slackwater.worker.watch.adoption;

import org.jspecify.annotations.NullMarked;
