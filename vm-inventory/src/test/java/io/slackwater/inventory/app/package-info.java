@NullMarked
package io.slackwater.inventory.app;

import org.jspecify.annotations.NullMarked;
