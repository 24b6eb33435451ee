@NullMarked
package io.slackwater.inventory.hosts;

import org.jspecify.annotations.NullMarked;
