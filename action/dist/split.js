'use strict';
require('./launcher').main('split');
