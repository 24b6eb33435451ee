@NullMarked
package io.slackwater.inventory.observe;

import org.jspecify.annotations.NullMarked;
