/** What the demo shows in the terminal. */
@NullMarked
package io.slackwater.standalone.demo.view;

import org.jspecify.annotations.NullMarked;
