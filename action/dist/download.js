'use strict';
require('./launcher').main('download');
