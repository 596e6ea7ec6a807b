	FROM	alpine	AS	a
  	RUN	true
 FROM 	 a 	
