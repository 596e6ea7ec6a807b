FROM alpine
RUN a \ 	
  && b
RUN c\\
FROM debian
