@NullMarked
package io.slackwater.inventory;

import org.jspecify.annotations.NullMarked;
