@NullMarked
package io.slackwater.inventory.watch;

import org.jspecify.annotations.NullMarked;
